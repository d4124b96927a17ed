import { PasswordInput } from '@mantine/core';

interface NewPasswordProps {
  readonly password: string;
  readonly repeated: string;
  readonly onPassword: (password: string) => void;
  readonly onRepeated: (repeated: string) => void;
  readonly error?: string | undefined;
}

/** Typed twice, since nobody can read it. */
export const NewPassword = ({ password, repeated, onPassword, onRepeated, error }: NewPasswordProps) => (
  <>
    <PasswordInput
      label="Password"
      description="At least 12 characters; three or four words do well."
      autoComplete="new-password"
      required
      minLength={12}
      value={password}
      error={error}
      onChange={(event) => onPassword(event.currentTarget.value)}
    />
    <PasswordInput
      label="Password once more"
      autoComplete="new-password"
      required
      value={repeated}
      error={repeated !== '' && repeated !== password ? 'The two are not the same' : null}
      onChange={(event) => onRepeated(event.currentTarget.value)}
    />
  </>
);
