// The page of a process: its diagram, with what the instances of this version did.
(async () => {
  const main = document.getElementById('main');
  const diagram = new window.Diagram(document.getElementById('diagram'));
  await diagram.show(main.dataset.model);
  const answer = await fetch(`/processes/models/${encodeURIComponent(main.dataset.model)}/steps`);
  diagram.heat(await answer.json());
  diagram.zoom('fit');
  document.querySelectorAll('[data-zoom]').forEach((button) => {
    button.addEventListener('click', () => diagram.zoom(button.dataset.zoom));
  });
})();
