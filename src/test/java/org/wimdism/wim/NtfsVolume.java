package org.wimdism.wim;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An NTFS volume in a file, filled and read without mounting it, by mkntfs and libntfs-3g. */
public final class NtfsVolume {

  /** The functions of libntfs-3g 2022.10 that the tests call, typed as in its headers. */
  private interface LibNtfs extends Library {
    LibNtfs INSTANCE = Native.load("libntfs-3g.so.89", LibNtfs.class);

    Pointer ntfs_mount(String device, long flags);

    int ntfs_umount(Pointer volume, int force);

    Pointer ntfs_pathname_to_inode(Pointer volume, Pointer parent, String path);

    /** Closes both inodes. */
    int ntfs_set_ntfs_dos_name(Pointer inode, Pointer folder, byte[] name, long length, int flags);

    Pointer ntfs_initialize_file_security(String device, long flags);

    boolean ntfs_leave_file_security(Pointer security);

    int ntfs_set_file_security(Pointer security, String path, int parts, byte[] descriptor);

    boolean ntfs_set_file_attributes(Pointer security, String path, int attributes);
  }

  private static final int OWNER_GROUP_AND_DACL = 7;

  /** The file is sparse: only what is used takes room. */
  private static final int SIZE = 256 << 20;

  private final Path file;

  private NtfsVolume(Path file) {
    this.file = file;
  }

  /** Makes a volume with the files of an image. */
  public static NtfsVolume of(Path wim, int image, Path file) throws Exception {
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(SIZE);
    }
    SmallImage.run("/sbin/mkntfs", "-F", "-Q", "-q", file.toString());
    SmallImage.run(
        "wimlib-imagex", "apply", wim.toString(), Integer.toString(image), file.toString());
    return new NtfsVolume(file);
  }

  public NtfsVolume secure(String path, byte[] descriptor) {
    Pointer security = LibNtfs.INSTANCE.ntfs_initialize_file_security(file.toString(), 0);
    assertThat(
            LibNtfs.INSTANCE.ntfs_set_file_security(
                security, "/" + path, OWNER_GROUP_AND_DACL, descriptor))
        .as("set the security descriptor of " + path)
        .isPositive();
    assertThat(LibNtfs.INSTANCE.ntfs_leave_file_security(security)).isTrue();
    return this;
  }

  public NtfsVolume attributes(String path, int attributes) {
    Pointer security = LibNtfs.INSTANCE.ntfs_initialize_file_security(file.toString(), 0);
    assertThat(LibNtfs.INSTANCE.ntfs_set_file_attributes(security, "/" + path, attributes))
        .as("set the attributes of " + path)
        .isTrue();
    assertThat(LibNtfs.INSTANCE.ntfs_leave_file_security(security)).isTrue();
    return this;
  }

  /** Of a file with one link: libntfs-3g gives others no short name. */
  public NtfsVolume shortName(String path, String name) {
    Pointer volume = LibNtfs.INSTANCE.ntfs_mount(file.toString(), 0);
    byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
    assertThat(
            LibNtfs.INSTANCE.ntfs_set_ntfs_dos_name(
                LibNtfs.INSTANCE.ntfs_pathname_to_inode(volume, null, "/" + path),
                LibNtfs.INSTANCE.ntfs_pathname_to_inode(
                    volume, null, "/" + path.substring(0, path.lastIndexOf('/'))),
                bytes,
                bytes.length,
                0))
        .as("set the short name of " + path)
        .isZero();
    assertThat(LibNtfs.INSTANCE.ntfs_umount(volume, 0)).isZero();
    return this;
  }

  /** Captures the volume into a new WIM, with all that NTFS knows of its files. */
  public void capture(Path wim, String name, String... options) throws Exception {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("wimlib-imagex", "capture", file.toString(), wim.toString(), name));
    command.addAll(List.of(options));
    SmallImage.run(command.toArray(String[]::new));
  }
}
