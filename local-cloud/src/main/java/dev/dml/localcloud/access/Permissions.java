package dev.dml.localcloud.access;

import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What callers may do in the one region of a cloud. */
public final class Permissions {

  private static final Pattern REGION =
      Pattern.compile("Credential=[^/]+/\\d{8}/([^/]+)/", Pattern.CASE_INSENSITIVE);

  private final String region;
  private final Set<String> denied = new ConcurrentSkipListSet<>();

  public Permissions(String region) {
    this.region = region;
  }

  /** Everything, in whatever region. */
  public static Permissions all() {
    return new Permissions("");
  }

  /** From now on, an action such as {@code s3:PutObject} is refused. */
  public void deny(String action) {
    denied.add(action);
  }

  /** From now on, an action is refused no more. */
  public void permit(String action) {
    denied.remove(action);
  }

  public boolean isDenied(String action) {
    return denied.contains(action);
  }

  public String region() {
    return region;
  }

  /** Whether a request was signed for this region, and so sent to its servers. */
  public boolean isHere(String authorization) {
    return region.isEmpty() || signedFor(authorization).equals(region);
  }

  /** The region that a request was signed for; this one if it was signed in another way. */
  public String signedFor(String authorization) {
    Matcher matcher = REGION.matcher(authorization);
    return matcher.find() ? matcher.group(1) : region;
  }

  /** As AWS says it. */
  public static String sentence(String action, String resource) {
    return "User: arn:aws:iam::000000000000:user/local is not authorized to perform: "
        + action
        + " on resource: "
        + resource
        + " because no identity-based policy allows the "
        + action
        + " action";
  }
}
