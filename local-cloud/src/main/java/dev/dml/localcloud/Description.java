package dev.dml.localcloud;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What AWS Lambda tells of the function and of the account.
 *
 * @param name the name of the function
 * @param bucket the bucket that it uses
 * @param settings how it is deployed
 */
record Description(String name, String bucket, Settings settings) {

  static final String ACCOUNT = "000000000000";

  private static final String ARN = "arn:aws:lambda:us-east-1:" + ACCOUNT + ":function:";

  /** The alias of template.yaml and what AWS always has. */
  private static final Pattern NAMED =
      Pattern.compile("(?:" + ARN + ")?([A-Za-z0-9_-]+)(:(?:live|[$]LATEST|1))?");

  /** Whether a name, perhaps with a version or the alias live, or an ARN, means this function. */
  boolean isMeantBy(String named) {
    Matcher matcher = NAMED.matcher(named);
    return matcher.matches() && matcher.group(1).equals(name);
  }

  /** Whether a name ends with a version or an alias, which have no reservation of their own. */
  static boolean isQualified(String named) {
    Matcher matcher = NAMED.matcher(named);
    return matcher.matches() && matcher.group(2) != null;
  }

  /** Whether this machine, and so the cloud, has arm64 processors. */
  static boolean isArm() {
    return System.getProperty("os.arch").equals("aarch64");
  }

  static String arn(String named) {
    return named.startsWith("arn:") ? named : ARN + named;
  }

  /** What a name means in another region. */
  static String arn(String named, String region) {
    return arn(named).replace(":us-east-1:", ":" + region + ":");
  }

  String configuration() {
    return "{\"FunctionName\":\""
        + name
        + "\",\"FunctionArn\":\""
        + arn(name)
        + "\",\"Runtime\":\"java25\",\"Handler\":\""
        + settings.handler()
        + "\",\"MemorySize\":"
        + settings.memoryMegabytes()
        + ",\"Timeout\":"
        + settings.timeout().toSeconds()
        + ",\"Environment\":{\"Variables\":{\"DML_BUCKET\":\""
        + bucket
        + "\"}},\"Version\":\"$LATEST\",\"State\":\"Active\",\"LastUpdateStatus\":\"Successful\","
        + "\"PackageType\":\"Zip\",\"Architectures\":[\""
        + (isArm() ? "arm64" : "x86_64")
        + "\"]}";
  }

  String reserved() {
    return settings.reserved().isPresent()
        ? "{\"ReservedConcurrentExecutions\":" + settings.reserved().getAsInt() + "}"
        : "{}";
  }

  String accountSettings() {
    int most = settings.concurrency();
    return "{\"AccountLimit\":{\"ConcurrentExecutions\":"
        + most
        + ",\"UnreservedConcurrentExecutions\":"
        + (most - settings.reserved().orElse(0))
        + ",\"TotalCodeSize\":80530636800,\"CodeSizeUnzipped\":262144000,"
        + "\"CodeSizeZipped\":52428800},"
        + "\"AccountUsage\":{\"FunctionCount\":1,\"TotalCodeSize\":0}}";
  }
}
