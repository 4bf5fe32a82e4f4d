package org.wimdism.cli;

import java.util.Optional;
import org.wimdism.wim.CommitOptions;
import org.wimdism.wim.CommitReport;
import org.wimdism.wim.MountedImage;
import org.wimdism.wim.Progress;

/** Saves a mounted image, and logs what that wrote. */
final class CommitStep {

  private CommitStep() {}

  static void run(MountedImage image, Arguments arguments, Session session) {
    Output output = session.output();
    output.line("Image File : " + image.imageFile());
    output.line("Image Index : " + image.index());
    output.line("Saving image");
    Progress progress = output.progress();
    Optional<CommitReport> report =
        image.commit(
            new CommitOptions(arguments.has("CheckIntegrity"), arguments.has("Append")), progress);
    progress.percent(100);
    session
        .log()
        .info(
            report.isPresent()
                ? describe(report.get())
                : "Commit: nothing was changed, nothing is written");
  }

  private static String describe(CommitReport report) {
    return "Commit: payload="
        + report.payload()
        + " hives="
        + report.hives()
        + " metadata="
        + report.metadata()
        + " written="
        + report.written()
        + " (bytes; the first three as compressed in the WIM, the last its growth)";
  }
}
