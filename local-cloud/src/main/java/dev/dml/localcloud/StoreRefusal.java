package dev.dml.localcloud;

import dev.dml.localcloud.access.Interference;
import dev.dml.localcloud.access.Permissions;
import dev.dml.localcloud.access.RequestHead;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Why Amazon S3 does not do what it was asked for.
 *
 * @param status the status line's number and words
 * @param code as AWS names it
 * @param message as AWS writes it
 * @param header another line of the head, with its end; may be empty
 */
record StoreRefusal(String status, String code, String message, String header) {

  static StoreRefusal slowDown() {
    return new StoreRefusal("503 Slow Down", "SlowDown", "Please reduce your request rate.", "");
  }

  /** What credentials that have expired or a wrong clock have it say; empty if it may answer. */
  static Optional<StoreRefusal> of(RequestHead head, Interference interference) {
    if (interference.isExpired()) {
      return Optional.of(
          new StoreRefusal(
              "400 Bad Request", "ExpiredToken", "The provided token has expired.", ""));
    }
    return interference.isTooSkewed(head.header("x-amz-date"))
        ? Optional.of(
            new StoreRefusal(
                "403 Forbidden",
                "RequestTimeTooSkewed",
                "The difference between the request time and the current time is too large.",
                "Date: " + interference.date() + "\r\n"))
        : Optional.empty();
  }

  /** What another region or a lacking permission has it say; empty if the server may answer. */
  static Optional<StoreRefusal> of(
      StoreRequest request, RequestHead head, Permissions permissions) {
    String text = new String(head.bytes(), StandardCharsets.ISO_8859_1);
    if (!permissions.isHere(text)) {
      return Optional.of(
          new StoreRefusal(
              "301 Moved Permanently",
              "PermanentRedirect",
              "The bucket you are attempting to access must be addressed using the specified"
                  + " endpoint. Please send all future requests to this endpoint.",
              "x-amz-bucket-region: " + permissions.region() + "\r\n"));
    }
    String owner = head.header("x-amz-expected-bucket-owner");
    if (!owner.isEmpty() && !owner.equals(Description.ACCOUNT)) {
      return Optional.of(new StoreRefusal("403 Forbidden", "AccessDenied", "Access Denied", ""));
    }
    String action = action(request);
    return permissions.isDenied(action)
        ? Optional.of(
            new StoreRefusal(
                "403 Forbidden", "AccessDenied", Permissions.sentence(action, arn(request)), ""))
        : Optional.empty();
  }

  /** Of a bucket, or of an object with the slashes of its key. */
  private static String arn(StoreRequest request) {
    return "arn:aws:s3:::" + request.path().replaceFirst("^/", "").replaceFirst("/$", "");
  }

  private static String action(StoreRequest request) {
    boolean bucket = request.path().replaceFirst("/$", "").lastIndexOf('/') == 0;
    return switch (request.operation()) {
      case PUT -> "s3:PutObject";
      case LIST -> "s3:ListBucket";
      case HEAD -> bucket ? "s3:ListBucket" : "s3:GetObject";
      case GET -> "s3:GetObject";
      case OTHER -> "";
    };
  }

  /** The answer; to HEAD it has no body. */
  byte[] bytes(String method) {
    String body =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>"
            + code
            + "</Code><Message>"
            + message
            + "</Message></Error>";
    String head =
        "HTTP/1.1 "
            + status
            + "\r\nContent-Type: application/xml\r\n"
            + header
            + "Content-Length: "
            + body.length()
            + "\r\n\r\n";
    return (method.equals("HEAD") ? head : head + body).getBytes(StandardCharsets.US_ASCII);
  }
}
