package org.drydock.servicing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.drydock.host.FolderTree;
import org.drydock.servicing.ServicingPlan.PlannedUpdate;

/**
 * A run's own folder on the servicing drive: {@code
 * <drive>/ConfigMgr_OfflineImageServicing/run-<number>-<8 characters>}, of which the last part
 * tells it from the run of that number of another site that uses the same drive. Nothing outside it
 * is written before the image is published.
 */
public record StagingArea(Path folder) {

  /** How much of the process instance's random id is in the name: short paths are kept short. */
  private static final int UNIQUE = 8;

  /** The folder that a run gets on a servicing drive. */
  public static StagingArea on(Path stagingRoot, Run run) {
    String instance = run.processInstanceId();
    return new StagingArea(
        stagingRoot.resolve(
            "run-"
                + run.runNumber()
                + "-"
                + instance.substring(0, Math.min(UNIQUE, instance.length()))));
  }

  public static StagingArea of(Run run) {
    return new StagingArea(run.stagingFolder());
  }

  /** {@code <update id>/<binary>}, each in a folder of its own. */
  public Path update(PlannedUpdate update) {
    return member(update, update);
  }

  /**
   * The binary of an update or of one of its checkpoints: they lie in one folder, with no other.
   *
   * @param member the update itself or one of its checkpoints
   */
  public Path member(PlannedUpdate update, PlannedUpdate member) {
    return folder.resolve("updates").resolve(update.updateId()).resolve(member.fileName());
  }

  /** The copy of the WIM that is serviced. */
  public Path image() {
    return folder.resolve("image").resolve("install.wim");
  }

  /** The exported copy, which lacks what nothing refers to any more. */
  public Path exported() {
    return folder.resolve("export").resolve("install.wim");
  }

  /** The file to publish: the exported one where there is one that is not larger. */
  public Path result() throws IOException {
    boolean smaller = Files.exists(exported()) && Files.size(exported()) <= Files.size(image());
    return smaller ? exported() : image();
  }

  /** Where an index is mounted. */
  public Path mount(int index) {
    return folder.resolve("ImageMountDir").resolve(Integer.toString(index));
  }

  /** DISM's scratch folder for an index; 0 is for commands that concern the whole image. */
  public Path scratch(int index) {
    return folder.resolve("scratch").resolve(Integer.toString(index));
  }

  /** Where the verification mounts the result. */
  public Path verification() {
    return folder.resolve("verify");
  }

  /** What the verification found in the result. */
  public Path contents() {
    return folder.resolve("contents.json");
  }

  /** Makes the folders that DISM wants to find. */
  public void create(List<Integer> indexes) throws IOException {
    Files.createDirectories(image().getParent());
    Files.createDirectories(exported().getParent());
    Files.createDirectories(verification());
    Files.createDirectories(scratch(0));
    for (int index : indexes) {
      Files.createDirectories(mount(index));
      Files.createDirectories(scratch(index));
    }
  }

  /** Gives up what a run can make again: the copies of the updates, the export. */
  public void makeRoom() throws IOException {
    new FolderTree(folder.resolve("updates")).delete();
    new FolderTree(exported().getParent()).delete();
    new FolderTree(scratch(0).resolveSibling("packages")).delete();
  }

  /** Removes the folder and all that is in it. It must hold no mounted image any more. */
  public void remove() throws IOException {
    new FolderTree(folder).delete();
  }
}
