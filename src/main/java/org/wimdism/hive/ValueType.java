package org.wimdism.hive;

/** The registry's value types, by their numbers in a hive. */
public final class ValueType {

  public static final int NONE = 0;
  public static final int STRING = 1;
  public static final int EXPAND_STRING = 2;
  public static final int BINARY = 3;
  public static final int DWORD = 4;
  public static final int MULTI_STRING = 7;
  public static final int QWORD = 11;

  private ValueType() {}
}
