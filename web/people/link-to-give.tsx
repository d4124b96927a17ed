import { Button, CopyButton, Group, Stack, Text, TextInput } from '@mantine/core';

interface LinkToGiveProps {
  readonly name: string;
  readonly link: string;
  readonly onClose: () => void;
}

/** Shown once: the server keeps only what proves it. */
export const LinkToGive = ({ name, link, onClose }: LinkToGiveProps) => (
  <Stack>
    <Text size="sm">Give this link to {name}, and to nobody else. It works once, and is not shown again.</Text>
    <TextInput label="Link" readOnly value={link} onFocus={(event) => event.currentTarget.select()} />
    <Group justify="flex-end">
      <CopyButton value={link}>
        {({ copied, copy }) => (
          <Button variant="default" onClick={copy} aria-live="polite">
            {copied ? 'Copied' : 'Copy the link'}
          </Button>
        )}
      </CopyButton>
      <Button onClick={onClose}>Done</Button>
    </Group>
  </Stack>
);
