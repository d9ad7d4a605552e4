package dev.dml.file.stata;

import java.io.IOException;

/** Says why a file cannot be what it says it is. */
final class StataDamage extends IOException {

  private static final long serialVersionUID = 1;

  StataDamage(String sentence) {
    super(sentence);
  }
}
