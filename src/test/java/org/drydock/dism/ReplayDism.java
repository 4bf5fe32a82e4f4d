package org.drydock.dism;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.springframework.util.FileSystemUtils;

/**
 * A stand-in for DISM.exe that plays transcripts, to be set as {@code drydock.dism.command}. The
 * script {@code replay-dism.sh} tells the form of a transcript.
 */
public final class ReplayDism {

  private static final String BANNER =
      "\nDeployment Image Servicing and Management tool\nVersion: 10.0.26100.1\n\n";
  private static final String SUCCESS = "The operation completed successfully.\n";

  private static final String BAR =
      "[==========================100.0%==========================]\n";
  private static final String LIST =
      "Details for image : install.wim\n\nIndex : 1\nName : Sample\nDescription : Sample\n"
          + "Size : 1,000,000 bytes\n";
  private static final String DETAILS =
      "WIM Bootable : No\nArchitecture : x64\nHal : <undefined>\nVersion : 10.0.26100\n"
          + "ServicePack Build : 1\nServicePack Level : 0\nEdition : Professional\n"
          + "Languages :\n\ten-US (Default)\n\n";
  private static final String PACKAGE =
      "Package Identity : Package_for_KB5990000~31bf3856ad364e35~amd64~~26100.1.1.0\n%s"
          + "State : Installed\nRelease Type : Update\nInstall Time : 09/06/2024 04:26\n\n";

  private static final String MOUNT =
      "Mount Dir : %s\\nImage File : %s\\nImage Index : %s\\nMounted Read/Write : Yes\\n"
          + "Status : Ok\\n\\n";

  /** Names of transcripts are tried in order. */
  private static final int LAST_RESORT = 900;

  private final Path folder;
  private int count;

  private ReplayDism(Path folder) {
    this.folder = folder;
  }

  /** Plays what is added to this folder, and forgets what was there. */
  public static ReplayDism in(Path folder) {
    try {
      FileSystemUtils.deleteRecursively(folder);
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ReplayDism(folder);
  }

  /**
   * A DISM to which everything succeeds at once, on any file: an x64 image with one index, one
   * mount at a time, which is noted in the file {@code mounted}. What is added is tried first.
   */
  public static ReplayDism successful(Path folder) {
    ReplayDism replay = in(folder);
    replay.count = LAST_RESORT;
    replay.on("*/Get-ImageInfo*/Index:*").prints(LIST + DETAILS);
    replay.on("*/Get-ImageInfo*").prints(LIST + "\n");
    replay
        .on("*/Get-MountedImageInfo*")
        .doing("[ ! -f \"$folder/mounted\" ] || cat \"$folder/mounted\"")
        .prints("\n");
    replay
        .on("*/Mount-Image*")
        .doing(
            "printf '"
                + MOUNT
                + "' \"$(option MountDir)\" \"$(option ImageFile)\" \"$(option Index)\""
                + " >\"$folder/mounted\"")
        .prints("Mounting image\n" + BAR);
    replay.on("*/Get-PackageInfo*").prints(PACKAGE.formatted("Applicable : Yes\n"));
    replay.on("*/Get-Packages*").prints(PACKAGE.formatted(""));
    replay.on("*/Add-Package*").prints("Processing 1 of 1 - Adding package\n" + BAR);
    replay.on("*/Cleanup-Image*").prints(BAR);
    replay
        .on("*/Unmount-Image*")
        .doing("rm -f \"$folder/mounted\"")
        .prints("Unmounting image\n" + BAR);
    replay
        .on("*/Export-Image*")
        .doing("cp \"$(option SourceImageFile)\" \"$(option DestinationImageFile)\"")
        .prints("Exporting image\n" + BAR);
    replay.on("*").succeeds();
    replay.count = 0;
    return replay;
  }

  /** What to call instead of DISM.exe. */
  public List<String> command() {
    try {
      Path script = Path.of(ReplayDism.class.getResource("/replay-dism.sh").toURI());
      return List.of("/bin/sh", script.toString(), folder.toString());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Adds a transcript with DISM's banner; earlier ones are tried first.
   *
   * @param match shell pattern for the joined arguments, such as {@code *\/Add-Package*}
   */
  public Transcripted on(String match) {
    return new Transcripted(match);
  }

  /** Adds a transcript that is tried behind those added with {@link #on}. */
  public Transcripted last(String match) {
    Transcripted last = new Transcripted(match);
    last.name = "%03d.transcript".formatted(LAST_RESORT / 2);
    return last;
  }

  /** Every call that was made, its arguments joined with blanks. */
  public List<String> calls() {
    Path calls = folder.resolve("calls");
    try {
      return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One transcript in the making. */
  public final class Transcripted {

    private final StringBuilder head;
    private String name;

    private Transcripted(String match) {
      this.head = new StringBuilder("match: " + match + "\n");
    }

    /** Only the first so many calls that match; then the next transcript that matches. */
    public Transcripted times(int times) {
      head.append("times: ").append(times).append('\n');
      return this;
    }

    /** Shell commands to execute first, one line, for what the real DISM would do to files. */
    public Transcripted doing(String commands) {
      head.append("do: ").append(commands).append('\n');
      return this;
    }

    public ReplayDism succeeds() {
      return plays(SUCCESS, "0");
    }

    /**
     * @param output between the banner and the success; a line {@code @sleep 0.5} is a pause
     */
    public ReplayDism prints(String output) {
      return plays(output + SUCCESS, "0");
    }

    public ReplayDism fails(int code, String sentence) {
      return plays(
          "\nError: " + DismCode.print(code) + "\n\n" + sentence + "\n", Integer.toString(code));
    }

    /** Ends without a result after this output. */
    public ReplayDism isKilled(String output) {
      return plays(output, "killed");
    }

    /** Exactly this output, after the banner, and this exit code. */
    public ReplayDism plays(String output, String exit) {
      if (name == null) {
        name = "%03d.transcript".formatted(++count);
      }
      try {
        Files.writeString(
            folder.resolve(name), head + "exit: " + exit + "\n---\n" + BANNER + output);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return ReplayDism.this;
    }
  }
}
