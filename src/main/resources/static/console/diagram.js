// Draws a BPMN model and marks in it what its instances did: the way of one run, or the mean times
// of all. Steps can be reached with the keyboard.
window.Diagram = class Diagram {
  static READABLE = 0.75;

  // The viewer's script, which comes last, has run by then.
  static viewerReady = new Promise((ready) => {
    if (document.readyState === 'complete') {
      ready();
    }
    document.addEventListener('DOMContentLoaded', ready);
  });

  constructor(box, choose) {
    this.box = box;
    this.choose = choose;
    this.marked = [];
    new ResizeObserver(() => this.viewer && this.resized()).observe(box);
  }

  async show(model) {
    const answer = await fetch(`/processes/models/${encodeURIComponent(model)}`);
    if (!answer.ok) {
      throw new Error(`model: ${answer.status}`);
    }
    const xml = await answer.text();
    await Diagram.viewerReady;
    if (this.viewer) {
      this.viewer.destroy();
      this.marked = [];
    }
    this.box.querySelectorAll('[data-wait]').forEach((note) => note.remove());
    this.drawn = false;
    this.viewer = new window.BpmnJS({
      container: this.box,
      zoomScroll: { enabled: false },
      canvas: { deferUpdate: false }, // or the marks are hidden for a while after each resize
    });
    await this.viewer.importXML(xml);
    this.drawn = true;
    const events = this.viewer.get('eventBus');
    events.on('element.click', (event) => this.chosen(event.element));
    for (const element of this.steps()) {
      const drawn = this.viewer.get('elementRegistry').getGraphics(element);
      drawn.setAttribute('tabindex', '0');
      drawn.setAttribute('role', 'button');
      drawn.setAttribute('aria-label', element.businessObject.name || element.id);
      drawn.addEventListener('keydown', (event) => {
        if (event.key === 'Enter' || event.key === ' ') {
          event.preventDefault();
          this.chosen(element);
        }
      });
    }
  }

  steps() {
    return this.viewer.get('elementRegistry')
      .filter((e) => /Task$|CallActivity$/.test(e.type) && !e.labelTarget);
  }

  chosen(element) {
    if (/Task$|CallActivity$/.test(element.type) && this.choose) {
      this.select(element.id);
      this.choose(element.id, element.businessObject);
    }
  }

  select(id) {
    const canvas = this.viewer.get('canvas');
    if (this.selected && this.viewer.get('elementRegistry').get(this.selected)) {
      canvas.removeMarker(this.selected, 'chosen');
    }
    this.selected = id;
    if (id && this.viewer.get('elementRegistry').get(id)) {
      canvas.addMarker(id, 'chosen');
    }
  }

  // elements: how often each was met; flows: those that were taken
  mark(elements, flows, stuck) {
    this.clear();
    const taken = new Set(flows.map(([from, to]) => `${from}>${to}`));
    this.viewer.get('elementRegistry').forEach((element) => {
      if (element.type === 'bpmn:SequenceFlow' && !element.labelTarget
          && taken.has(`${element.source.id}>${element.target.id}`)) {
        this.marker(element.id, 'taken');
      }
    });
    for (const [id, met] of Object.entries(elements)) {
      const element = this.viewer.get('elementRegistry').get(id);
      if (element) {
        this.marker(id, met.active ? 'now' : met.failed ? 'fail' : 'done');
        if (/Task$|CallActivity$/.test(element.type)) {
          this.badges(id, met, stuck);
        }
      }
    }
  }

  badges(id, met, stuck) {
    if (met.failed) {
      this.badge(id, 'fail', `✕ ${met.failed}`, `failed ${met.failed} times`, { top: 0, left: -8 });
    }
    if (met.active && stuck) {
      this.badge(id, 'fail', '! stands still', 'an incident', { top: 0, left: -8 });
    }
    const said = [met.visits > 1 && `${met.visits}×`, met.millis >= 1000 && Diagram.span(met.millis)]
      .filter(Boolean).join(' · ');
    if (said) {
      this.badge(id, 'time', said, `ran ${met.visits} times, together ${Diagram.span(met.millis)}`, { top: 0, right: -6 });
    }
  }

  heat(steps) {
    this.clear();
    for (const [id, step] of Object.entries(steps)) {
      if (!this.viewer.get('elementRegistry').get(id)) {
        continue;
      }
      if (step.visits) {
        this.marker(id, `heat-${Math.min(5, 1 + Math.floor(step.share / 12))}`);
        this.badge(id, 'time', `ø ${step.mean}`, `mean duration of ${step.visits} visits`, { top: 0, right: -6 });
      }
      if (step.running) {
        this.badge(id, 'now', `${step.running}`, `${step.running} instances there now`, { top: 0, left: -8 });
      }
      if (step.incidents) {
        this.badge(id, 'fail', `! ${step.incidents}`, `${step.incidents} stand still`, { bottom: 8, left: -8 });
      }
    }
  }

  clear() {
    const canvas = this.viewer.get('canvas');
    this.marked.forEach(([id, name]) => canvas.removeMarker(id, name));
    this.marked = [];
    this.viewer.get('overlays').clear();
  }

  marker(id, name) {
    this.viewer.get('canvas').addMarker(id, name);
    this.marked.push([id, name]);
  }

  badge(id, look, text, title, position) {
    const html = document.createElement('span');
    html.className = `mark ${look}`;
    html.textContent = text;
    html.title = title;
    this.viewer.get('overlays').add(id, {
      position, html, scale: { min: 0.75, max: 1.1 }, show: { minZoom: 0, maxZoom: 10 },
    });
  }

  zoom(how) {
    const canvas = this.viewer.get('canvas');
    if (how === 'fit') {
      this.view = { how: 'fit' };
      canvas.zoom('fit-viewport', 'auto');
    } else {
      this.view = null;
      canvas.zoom(canvas.zoom() * (how === 'in' ? 1.25 : 0.8));
    }
  }

  // Shows a step in a size at which labels can be read.
  focus(id) {
    const element = this.viewer.get('elementRegistry').get(id);
    if (!element) {
      return;
    }
    this.view = { how: 'focus', id };
    const width = this.box.clientWidth / Diagram.READABLE;
    const height = this.box.clientHeight / Diagram.READABLE;
    const whole = this.viewer.get('canvas').viewbox().inner;
    const within = (wanted, size, from, all) =>
      (all <= size ? from - (size - all) / 2 : Math.min(Math.max(wanted, from - 20), from + all - size + 20));
    this.viewer.get('canvas').viewbox({
      x: within(element.x + element.width / 2 - width / 2, width, whole.x, whole.width),
      y: within(element.y + element.height / 2 - height / 2, height, whole.y, whole.height),
      width, height,
    });
  }

  resized() {
    if (!this.drawn || !this.box.clientWidth || !this.box.clientHeight) {
      return; // there is nothing that could be fitted
    }
    this.viewer.get('canvas').resized();
    if (this.view && this.view.how === 'fit') {
      this.viewer.get('canvas').zoom('fit-viewport', 'auto');
    } else if (this.view) {
      this.focus(this.view.id);
    }
  }

  static span(millis) {
    if (millis < 1000) {
      return '< 1 s';
    }
    const seconds = Math.round(millis / 1000);
    if (seconds < 60) {
      return `${seconds} s`;
    }
    const minutes = Math.floor(seconds / 60);
    if (minutes < 60) {
      return minutes < 10 && seconds % 60 ? `${minutes} min ${seconds % 60} s` : `${minutes} min`;
    }
    return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
  }
};
