package dev.dml.localcloud;

import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.lambda.model.GetAccountSettingsRequest;
import software.amazon.awssdk.services.lambda.model.GetFunctionConcurrencyRequest;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationRequest;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/**
 * What the AWS SDK was asked to do in this process, as the permissions that it takes: an action
 * and, for objects, the first part of their names. The SDK finds this class by a file of resources.
 */
public final class Calls implements ExecutionInterceptor {

  private static final Set<String> PERMISSIONS = new ConcurrentSkipListSet<>();

  private static final Set<String> ON_FUNCTIONS = new ConcurrentSkipListSet<>();

  /** Forgets what was done so far. */
  static void forget() {
    PERMISSIONS.clear();
    ON_FUNCTIONS.clear();
  }

  /** The actions on functions since, and whether with a version or an alias, as a template says. */
  static Set<String> onFunctions() {
    return new TreeSet<>(ON_FUNCTIONS);
  }

  /** The permissions that were needed since. */
  static Set<String> permissions() {
    return new TreeSet<>(PERMISSIONS);
  }

  @Override
  public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
    String permission = permission(context.request());
    PERMISSIONS.add(permission);
    context
        .request()
        .getValueForField("FunctionName", String.class)
        .ifPresent(
            name ->
                ON_FUNCTIONS.add(
                    permission + (name.contains(":") ? " ${Function.Arn}:*" : " Function.Arn")));
  }

  private static String permission(SdkRequest request) {
    return switch (request) {
      case GetObjectRequest get -> "s3:GetObject " + folder(get.key());
      case HeadObjectRequest head -> "s3:GetObject " + folder(head.key());
      case PutObjectRequest put -> "s3:PutObject " + folder(put.key());
      case ListObjectsV2Request list -> "s3:ListBucket";
      case HeadBucketRequest head -> "s3:ListBucket";
      case InvokeRequest invoke -> "lambda:InvokeFunction";
      case GetFunctionConcurrencyRequest get -> "lambda:GetFunctionConcurrency";
      case GetFunctionConfigurationRequest get -> "lambda:GetFunctionConfiguration";
      case GetAccountSettingsRequest get -> "lambda:GetAccountSettings";
      default -> request.getClass().getSimpleName();
    };
  }

  /** {@code runs/NAME/results} or {@code data}; empty at the root. */
  private static String folder(String key) {
    return key.substring(0, Math.max(0, key.lastIndexOf('/')))
        .replaceFirst("^runs/[^/]+", "runs/*");
  }
}
