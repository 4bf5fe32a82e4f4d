package org.drydock.it.fault;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.drydock.dism.GatedDism;
import org.drydock.it.Order;

/**
 * Every step that can be at work for a while, in the order of a run, and how a run is held there.
 */
enum Step {
  WAIT_FOR_HOST("Wait for host", Kind.TASK, Disk.NONE, Site::nothing) {
    @Override
    Scene stage(Site site) {
      Hold before = new Hold.OfRunBefore(site.dism().before("*/Mount-Image*"));
      site.services(order(site));
      before.await();
      long run = site.services(order(site));
      Awaitility.await("run " + run + " waits")
          .until(() -> site.administrator().run(run).path("waitsFor").asText().contains("run "));
      return new Scene(run, before);
    }
  },
  COPY_UPDATES("Copy updates", Kind.TASK, Disk.DRIVE, Site::nothing) {
    @Override
    Scene stage(Site site) {
      return started(site, StepGate.inTheMiddle(site.data(), "Task_CopyUpdates"));
    }
  },
  COPY_IMAGE("Copy image", Kind.TASK, Disk.DRIVE, Site::nothing) {
    @Override
    Scene stage(Site site) {
      return started(site, StepGate.inTheMiddle(site.data(), "Task_CopyImage"));
    }
  },
  MOUNT_IMAGE("Mount image", Kind.COMMAND, Disk.DRIVE, Site::nothing) {
    @Override
    Scene stage(Site site) {
      return started(site, site.dism().during("*/Mount-Image*"));
    }
  },
  CHECK_APPLICABILITY(
      "Check applicability", Kind.COMMAND, Disk.DRIVE, Site::somethingOfUnknownPlace) {
    @Override
    Scene stage(Site site) {
      return started(site, site.dism().during("*/Get-PackageInfo*"));
    }
  },
  APPLY_UPDATE("Apply update", Kind.COMMAND, Disk.DRIVE, Site::something) {
    @Override
    Scene stage(Site site) {
      return started(site, site.dism().during("*/Add-Package*"));
    }
  },
  CLEAN_UP_IMAGE("Clean up image", Kind.COMMAND, Disk.DRIVE, Site::everything) {
    @Override
    Scene stage(Site site) {
      return started(site, site.dism().during("*/Cleanup-Image*"));
    }
  },
  COMMIT_AND_UNMOUNT("Commit and unmount", Kind.COMMAND, Disk.DRIVE, Site::something) {
    @Override
    Scene stage(Site site) {
      return started(site, site.dism().during("*/Unmount-Image*/Commit*"));
    }
  },
  UNMOUNT_UNCHANGED("Unmount unchanged", Kind.COMMAND, Disk.DRIVE, Site::nothing) {
    @Override
    Scene stage(Site site) {
      return started(site, site.dism().during("*/Unmount-Image*/Discard*"));
    }
  },
  EXPORT_IMAGE("Export image", Kind.COMMAND, Disk.DRIVE, Site::everything) {
    @Override
    Scene stage(Site site) {
      return started(site, site.dism().during("*/Export-Image*"));
    }
  },
  VERIFY_IMAGE("Verify image", Kind.TASK_WITH_DISM, Disk.DRIVE, Site::something) {
    @Override
    Scene stage(Site site) {
      return started(site, site.dism().during("*/Mount-Image*/ReadOnly*"));
    }
  },
  PUBLISH_IMAGE("Publish image", Kind.TASK, Disk.IMAGES, Site::something) {
    @Override
    Scene stage(Site site) {
      return started(site, StepGate.inTheMiddle(site.data(), "Task_PublishImage"));
    }
  },
  DISTRIBUTE_IMAGE("Distribute image", Kind.TASK, Disk.DISTRIBUTION, Site::something) {
    @Override
    Scene stage(Site site) {
      return started(site, StepGate.inTheMiddle(site.data(), "Task_DistributeImage"));
    }
  },
  UNMOUNT_AND_DISCARD("Unmount and discard", Kind.TASK_WITH_DISM, Disk.DRIVE, Site::something) {
    @Override
    Scene stage(Site site) {
      Hold hold = new Hold.OfDism(site.dism().during("*/Unmount-Image*/Discard*"));
      GatedDism.Gate mounted = site.dism().before("*/Add-Package*");
      long run = site.services(order(site));
      mounted.awaitCall();
      site.cancel(run);
      mounted.open();
      hold.await();
      return new Scene(run, hold);
    }
  },
  CLEAN_UP_STAGING_AREA("Clean up staging area", Kind.TASK, Disk.DRIVE, Site::something) {
    @Override
    Scene stage(Site site) {
      return started(site, StepGate.atStart(site.data(), "Task_CleanUpStaging"));
    }
  };

  /** What a step is made of. */
  enum Kind {
    /** One call of DISM, which outlives the server. */
    COMMAND,
    /** Java work that starts again. */
    TASK,
    /** Java work that calls DISM. */
    TASK_WITH_DISM
  }

  /** Where a step writes. */
  enum Disk {
    NONE,
    DRIVE,
    IMAGES,
    DISTRIBUTION
  }

  private final String label;
  private final Kind kind;
  private final Disk disk;
  private final Function<Site, Order> order;

  Step(String label, Kind kind, Disk disk, Function<Site, Order> order) {
    this.label = label;
    this.kind = kind;
    this.disk = disk;
    this.order = order;
  }

  /** Starts a run and returns when it stands at this step. */
  abstract Scene stage(Site site);

  /** Its name in the model. */
  String label() {
    return label;
  }

  /** The names of this step and of those that come after it in a run. */
  List<String> andLater() {
    return Arrays.stream(values())
        .filter(step -> step.compareTo(this) >= 0)
        .map(Step::label)
        .toList();
  }

  Kind kind() {
    return kind;
  }

  Disk disk() {
    return disk;
  }

  Order order(Site site) {
    return order.apply(site);
  }

  Scene started(Site site, StepGate gate) {
    return started(site, new Hold.OfTask(gate.close()));
  }

  Scene started(Site site, GatedDism.Gate gate) {
    return started(site, new Hold.OfDism(gate));
  }

  private Scene started(Site site, Hold hold) {
    long run = site.services(order(site));
    hold.await();
    return new Scene(run, hold);
  }
}
