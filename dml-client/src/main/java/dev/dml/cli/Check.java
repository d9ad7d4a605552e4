package dev.dml.cli;

/**
 * One thing about this machine that was looked at.
 *
 * @param verdict whether it is as it should be
 * @param subject what was looked at
 * @param finding what was found
 * @param advice what to do about it; empty if nothing
 */
record Check(Verdict verdict, String subject, String finding, String advice) {

  /** Whether something is as it should be. */
  enum Verdict {
    OK,
    /** Some things will not work or be slow. */
    WARN,
    /** Nothing will work. */
    FAIL
  }

  static Check ok(String subject, String finding) {
    return new Check(Verdict.OK, subject, finding, "");
  }

  static Check warn(String subject, String finding, String advice) {
    return new Check(Verdict.WARN, subject, finding, advice);
  }

  static Check fail(String subject, String finding, String advice) {
    return new Check(Verdict.FAIL, subject, finding, advice);
  }
}
