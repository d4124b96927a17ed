import { TestWorkflowEnvironment } from '@temporalio/testing';

/** A process of its own: puts the SDK's development server into the folder named as argument. */
const [, , downloadDir = '.'] = process.argv;
try {
  const environment = await TestWorkflowEnvironment.createLocal({
    server: { executable: { type: 'cached-download', downloadDir } },
  });
  await environment.teardown();
} catch (error) {
  const [firstLine = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
  process.stderr.write(`${firstLine.replaceAll(/error sending request for url \([^)]*\): /g, '')}\n`);
  process.exitCode = 1;
}
