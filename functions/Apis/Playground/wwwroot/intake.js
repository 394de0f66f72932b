// Opens files that are chosen, dropped or pasted, and the sample.

/** @param {string} id */
const element = id => /** @type {HTMLElement} */ (document.getElementById(id));

/**
 * @param {{
 *   files: HTMLInputElement,
 *   open: (chosen: Iterable<File>) => Promise<void>,
 *   run: (doing: string, work: () => Promise<void>) => void,
 * }} actions
 */
export function startIntake({ files, open, run }) {
  element('choose').addEventListener('click', () => files.click());
  files.addEventListener('change', () => {
    open([...files.files ?? []]);
    files.value = '';
  });
  element('sample').addEventListener('click', () => run('Loading …', async () => {
    const sample = await (await fetch('/play/sample.jpg')).blob();
    await open([new File([sample], 'sample.jpg', { type: sample.type })]);
  }));
  document.addEventListener('paste', event => open([...event.clipboardData?.files ?? []]));
  for (const kind of ['dragover', 'dragleave', 'drop']) {
    document.addEventListener(kind, event => {
      event.preventDefault();
      document.body.classList.toggle('dragging', kind === 'dragover');
    });
  }

  document.addEventListener('drop', event => open([...event.dataTransfer?.files ?? []]));
}
