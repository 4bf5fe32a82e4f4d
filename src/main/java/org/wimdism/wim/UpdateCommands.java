package org.wimdism.wim;

import com.sun.jna.Memory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The commands of one {@code wimlib_update_image} call, in native memory.
 *
 * <p>Paths that are added from the same source file within one call become hard links of one file.
 */
final class UpdateCommands implements AutoCloseable {

  private record Command(int operation, Memory source, Memory target) {}

  private final List<Command> commands = new ArrayList<>();
  private Memory array;

  void add(Path source, String path) {
    commands.add(
        new Command(LibWim.UPDATE_ADD, WimFile.utf8(source.toString()), WimFile.utf8("/" + path)));
  }

  /** Deletes a file or a whole folder; one that is not there is no error. */
  void delete(String path) {
    commands.add(new Command(LibWim.UPDATE_DELETE, null, WimFile.utf8("/" + path)));
  }

  int count() {
    return commands.size();
  }

  Memory pointer() {
    array = new Memory((long) LibWim.UPDATE_COMMAND_SIZE * Math.max(1, commands.size()));
    array.clear();
    for (int i = 0; i < commands.size(); i++) {
      long at = (long) LibWim.UPDATE_COMMAND_SIZE * i;
      Command command = commands.get(i);
      array.setInt(at, command.operation());
      if (command.operation() == LibWim.UPDATE_ADD) {
        // struct wimlib_add_command: fs_source_path, wim_target_path, config_file, add_flags
        array.setPointer(at + 8, command.source());
        array.setPointer(at + 16, command.target());
      } else {
        // struct wimlib_delete_command: wim_path, delete_flags
        array.setPointer(at + 8, command.target());
        array.setInt(at + 16, LibWim.DELETE_FORCE | LibWim.DELETE_RECURSIVE);
      }
    }
    return array;
  }

  @Override
  public void close() {
    for (Command command : commands) {
      if (command.source() != null) {
        command.source().close();
      }
      command.target().close();
    }
    if (array != null) {
      array.close();
    }
  }
}
