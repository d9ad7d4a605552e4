package dev.dml.smile;

import dev.dml.learner.Setting;

/** The bounds of the settings, held also where a learner is constructed in Java. */
final class Bounds {

  private Bounds() {}

  /** Refuses a value that the setting would not read from a spec. */
  static void check(Setting<?> setting, Object value) {
    try {
      setting.read(value);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(setting.name() + " " + e.getMessage(), e);
    }
  }
}
