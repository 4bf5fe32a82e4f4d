/** Offline registry hives, read and changed. */
package org.wimdism.hive;
