package dev.dml.s3;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.SdkException;

/** What the AWS SDK says when it finds no credentials, in a sentence that says what to do. */
public final class MissingCredentials {

  /** The SDK lists what each of its providers said; only a profile that is there says why. */
  private static final Pattern PROFILE =
      Pattern.compile(
          "ProfileCredentialsProvider\\([^)]*\\)+: (.*?)(?=, \\w+CredentialsProvider\\(|]?$)",
          Pattern.DOTALL);

  private MissingCredentials() {}

  /**
   * The sentence.
   *
   * @param exception what the SDK says
   * @return empty if it is about something else
   */
  public static Optional<String> sentence(SdkException exception) {
    String message = String.valueOf(exception.getMessage());
    if (!message.contains("credentials")) {
      return Optional.empty();
    }
    Matcher profile = PROFILE.matcher(message);
    if (profile.find() && !profile.group(1).contains("contained no credentials")) {
      return Optional.of(
          "no AWS credentials could be loaded: "
              + profile.group(1).strip()
              + "; renew them with 'aws sso login' or 'aws configure', or set AWS_PROFILE");
    }
    return Optional.of(
        "no AWS credentials were found; run 'aws configure' or 'aws sso login', or set"
            + " AWS_PROFILE");
  }
}
