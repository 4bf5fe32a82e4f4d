package org.wimdism.hive;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.util.Map;

/**
 * The functions of {@code libhivex.so.0} that wimdism calls, named and typed as in hivex(3).
 *
 * <p>Nodes and values are offsets ({@code size_t}, 64 bit); 0 means failure or "not there", the
 * reason is in errno. Arrays and strings that come back are the caller's to free.
 */
final class LibHivex {

  static final int OPEN_WRITE = 4;

  static {
    Native.register(
        LibHivex.class,
        NativeLibrary.getInstance(
            "libhivex.so.0", Map.of(Library.OPTION_STRING_ENCODING, "UTF-8")));
  }

  private LibHivex() {}

  static native Pointer hivex_open(String filename, int flags);

  static native int hivex_close(Pointer hive);

  static native long hivex_root(Pointer hive);

  static native Pointer hivex_node_name(Pointer hive, long node);

  static native Pointer hivex_node_children(Pointer hive, long node);

  static native long hivex_node_get_child(Pointer hive, long node, String name);

  static native Pointer hivex_node_values(Pointer hive, long node);

  static native Pointer hivex_value_key(Pointer hive, long value);

  static native Pointer hivex_value_value(Pointer hive, long value, Pointer type, Pointer length);

  static native long hivex_node_add_child(Pointer hive, long parent, String name);

  static native int hivex_node_delete_child(Pointer hive, long node);

  /** Replaces all values of the key, whose old ones are dropped. */
  static native int hivex_node_set_values(
      Pointer hive, long node, long count, Pointer values, int flags);

  /** Sets one value; one of the same name is replaced. */
  static native int hivex_node_set_value(Pointer hive, long node, Pointer value, int flags);

  /** With a null file name the hive that was opened is overwritten. */
  static native int hivex_commit(Pointer hive, String filename, int flags);
}
