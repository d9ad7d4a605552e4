package dev.dml.localcloud;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What AWS Lambda tells of the function and of the account.
 *
 * @param name the name of the function
 * @param settings how it is deployed
 */
record Description(String name, Settings settings) {

  private static final String ARN = "arn:aws:lambda:us-east-1:000000000000:function:";
  private static final Pattern NAMED =
      Pattern.compile("(?:" + ARN + ")?([A-Za-z0-9_-]+)(?::[A-Za-z0-9$_-]+)?");

  /** Whether a name, perhaps with a version or an alias, or an ARN, means this function. */
  boolean isMeantBy(String named) {
    Matcher matcher = NAMED.matcher(named);
    return matcher.matches() && matcher.group(1).equals(name);
  }

  static String arn(String named) {
    return named.startsWith("arn:") ? named : ARN + named;
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
        + ",\"Version\":\"$LATEST\",\"State\":\"Active\",\"LastUpdateStatus\":\"Successful\","
        + "\"PackageType\":\"Zip\",\"Architectures\":[\""
        + (System.getProperty("os.arch").equals("aarch64") ? "arm64" : "x86_64")
        + "\"]}";
  }

  String accountSettings() {
    int most = settings.concurrency();
    return "{\"AccountLimit\":{\"ConcurrentExecutions\":"
        + most
        + ",\"UnreservedConcurrentExecutions\":"
        + most
        + ",\"TotalCodeSize\":80530636800,\"CodeSizeUnzipped\":262144000,"
        + "\"CodeSizeZipped\":52428800},"
        + "\"AccountUsage\":{\"FunctionCount\":1,\"TotalCodeSize\":0}}";
  }
}
