import { Modal, type ModalProps } from '@mantine/core';
import { useLayoutEffect } from 'react';

/** Opened by being rendered. When it is gone, the keyboard is back at what it was at before. */
export function Dialog(props: Omit<ModalProps, 'opened' | 'centered'>) {
  // The modal gives the focus back only where it is told to close, not where it is taken away.
  useLayoutEffect(() => {
    const before = openerOf(document.activeElement);
    return () => (before?.isConnected === true ? before : document.getElementById('content'))?.focus();
  }, []);
  return <Modal {...props} opened centered />;
}

/** A menu is gone by the time its dialog is: its button is meant. */
function openerOf(focused: Element | null): HTMLElement | null {
  const buttonId = focused?.closest('[role="menu"]')?.getAttribute('aria-labelledby');
  const opener = buttonId == null ? focused : document.getElementById(buttonId);
  return opener instanceof HTMLElement && opener !== document.body ? opener : null;
}
