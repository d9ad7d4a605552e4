package dev.dml.doctor;

/**
 * One thing that was looked at, about this machine or about an AWS account.
 *
 * @param verdict whether it is as it should be
 * @param subject what was looked at
 * @param finding what was found
 * @param advice what to do about it; empty if nothing
 */
public record Check(Verdict verdict, String subject, String finding, String advice) {

  /** Whether something is as it should be. */
  public enum Verdict {
    OK,
    /** Some things will not work or be slow. */
    WARN,
    /** Nothing will work. */
    FAIL,
    /** It was not looked at, because it needs something else that failed. */
    UNKNOWN
  }

  /** It is as it should be. */
  public static Check ok(String subject, String finding) {
    return new Check(Verdict.OK, subject, finding, "");
  }

  /** Something will not work or be slow. */
  public static Check warn(String subject, String finding, String advice) {
    return new Check(Verdict.WARN, subject, finding, advice);
  }

  /** Nothing will work. */
  public static Check fail(String subject, String finding, String advice) {
    return new Check(Verdict.FAIL, subject, finding, advice);
  }

  /** It was not looked at. */
  public static Check unknown(String subject, String missing) {
    return new Check(Verdict.UNKNOWN, subject, "not checked, for want of: " + missing, "");
  }
}
