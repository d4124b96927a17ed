import { Button } from '@mantine/core';
import { Compass } from 'lucide-react';
import { Link } from 'wouter';
import { Empty } from '../parts/empty.tsx';
import { Page } from '../parts/page.tsx';

export const NotFoundPage = () => (
  <Page title="No such page">
    <Empty
      icon={Compass}
      title="There is nothing at this address"
      action={
        <Button component={Link} href="/">
          To the overview
        </Button>
      }
    >
      The link may be old, or a letter of it got lost.
    </Empty>
  </Page>
);
