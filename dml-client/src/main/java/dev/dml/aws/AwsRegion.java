package dev.dml.aws;

import dev.dml.data.InvalidInput;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/** Where in AWS the function and the bucket are. */
public final class AwsRegion {

  private static final Pattern FORM = Pattern.compile("[a-z]{2,4}(-[a-z]+)+-\\d{1,2}");

  private AwsRegion() {}

  /**
   * The region that was named, else the one that the AWS SDK finds in environment and profile.
   *
   * @throws InvalidInput if there is none, or it has not the form of one
   */
  public static Region region(Optional<String> named) {
    String region = named.orElseGet(AwsRegion::found);
    if (!FORM.matcher(region).matches()) {
      throw new InvalidInput(
          "backend.region: must be a region such as us-east-1, but was "
              + region
              + "; set it or AWS_REGION to that of the stack");
    }
    return Region.of(region);
  }

  private static String found() {
    try {
      return DefaultAwsRegionProviderChain.builder().build().getRegion().id();
    } catch (SdkClientException e) {
      throw new InvalidInput(
          "no AWS region was found; set backend.region or AWS_REGION to that of the stack");
    }
  }
}
