package org.drydock.it.fault;

import org.drydock.dism.GatedDism;

/** Where a run is held up while something happens to it. */
interface Hold {

  /** Returns when a run stands there. */
  void await();

  /** Lets it go on. */
  void release();

  /** Lets it go on as on a full disk, where no real disk can be filled. */
  void releaseAsOnFullDisk();

  /** Whether DISM stands there, which outlives its server, and not the server itself. */
  boolean outlivesServer();

  /** DISM in the middle of its work. */
  record OfDism(GatedDism.Gate gate) implements Hold {

    @Override
    public void await() {
      gate.awaitCall();
    }

    @Override
    public void release() {
      gate.resume();
    }

    @Override
    public void releaseAsOnFullDisk() {
      gate.failAsOnFullDisk();
    }

    @Override
    public boolean outlivesServer() {
      return true;
    }

    ProcessHandle process() {
      return ProcessHandle.of(gate.process()).orElseThrow();
    }
  }

  /** A task of the server. */
  record OfTask(StepGate gate) implements Hold {

    @Override
    public void await() {
      gate.awaitStep();
    }

    @Override
    public void release() {
      gate.open();
    }

    @Override
    public void releaseAsOnFullDisk() {
      gate.failAsOnFullDisk();
    }

    @Override
    public boolean outlivesServer() {
      return false;
    }
  }

  /** The run before it, whose DISM does not begin. */
  record OfRunBefore(GatedDism.Gate gate) implements Hold {

    @Override
    public void await() {
      gate.awaitCall();
    }

    @Override
    public void release() {
      gate.open();
    }

    @Override
    public void releaseAsOnFullDisk() {
      throw new UnsupportedOperationException("a run that waits writes nothing");
    }

    @Override
    public boolean outlivesServer() {
      return true;
    }
  }
}
