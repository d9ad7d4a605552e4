package dev.dml.wire.protocol;

/** Says that a request is of another version of this program, or of another protocol. */
public final class OtherVersionException extends IllegalArgumentException {

  private static final long serialVersionUID = 1;

  OtherVersionException(String sentence) {
    super(sentence);
  }
}
