package org.wimdism.hive;

/**
 * The security descriptors of a hive, records of type {@code sk} in a ring; each counts the keys
 * that share it.
 */
final class Security {

  private static final String SIGNATURE = "sk";
  private static final int NEXT_AT = 4;
  private static final int PREVIOUS_AT = 8;
  private static final int COUNT_AT = 12;

  private Security() {}

  /** One more key has this descriptor. */
  static void retain(HiveFile file, int at) {
    if (at != Cell.NONE) {
      Cell record = file.cell(at).require(SIGNATURE);
      record.putInt(COUNT_AT, record.getInt(COUNT_AT) + 1);
    }
  }

  /** One key less has this descriptor; with the last one it goes. */
  static void release(HiveFile file, int at) {
    if (at == Cell.NONE) {
      return;
    }
    Cell record = file.cell(at).require(SIGNATURE);
    int count = record.getInt(COUNT_AT) - 1;
    if (count < 0) {
      throw file.damaged("a security descriptor counts fewer keys than have it");
    }
    record.putInt(COUNT_AT, count);
    if (count == 0) {
      Cell next = file.cell(record.getInt(NEXT_AT)).require(SIGNATURE);
      Cell previous = file.cell(record.getInt(PREVIOUS_AT)).require(SIGNATURE);
      previous.putInt(NEXT_AT, next.at());
      next.putInt(PREVIOUS_AT, previous.at());
      record.free();
    }
  }
}
