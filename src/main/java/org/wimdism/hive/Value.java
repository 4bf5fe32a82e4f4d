package org.wimdism.hive;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A registry value: its name (empty for the default value), its type and its raw data.
 *
 * @param type the number of {@link ValueType}, or any other a hive may hold
 */
public record Value(String name, int type, byte[] data) {

  /** The text of REG_SZ or REG_EXPAND_SZ, up to its first NUL. */
  public String asString() {
    String text = new String(data, 0, data.length & ~1, StandardCharsets.UTF_16LE);
    int end = text.indexOf('\0');
    return end < 0 ? text : text.substring(0, end);
  }

  /** REG_DWORD; 0 when the data is too short. */
  public int asDword() {
    return data.length < Integer.BYTES ? 0 : littleEndian().getInt();
  }

  /** REG_QWORD; 0 when the data is too short. */
  public long asQword() {
    return data.length < Long.BYTES ? 0 : littleEndian().getLong();
  }

  /** The texts of REG_MULTI_SZ. */
  public List<String> asStrings() {
    List<String> texts = new ArrayList<>();
    String all = new String(data, 0, data.length & ~1, StandardCharsets.UTF_16LE);
    int start = 0;
    for (int end = all.indexOf('\0'); end > start; end = all.indexOf('\0', start)) {
      texts.add(all.substring(start, end));
      start = end + 1;
    }
    return texts;
  }

  private ByteBuffer littleEndian() {
    return ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
  }
}
