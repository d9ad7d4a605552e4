package dev.dml.localcloud.access;

/**
 * Why AWS Lambda does not run a request.
 *
 * @param status of HTTP
 * @param type the name of the exception that the SDK throws
 * @param body as AWS Lambda writes it, with a small or a large first letter of "message"
 */
public record Refusal(int status, String type, String body) {

  public static Refusal notFound(String arn) {
    return new Refusal(
        404,
        "ResourceNotFoundException",
        "{\"Type\":\"User\",\"Message\":\"Function not found: " + arn + "\"}");
  }

  public static Refusal unknownOperation() {
    return new Refusal(404, "UnknownOperationException", "{}");
  }

  static Refusal tooLarge(int most) {
    return new Refusal(
        413,
        "RequestTooLargeException",
        "{\"Type\":\"User\",\"message\":\"Request must be smaller than "
            + most
            + " bytes for the InvokeFunction operation\"}");
  }

  /** Whether what the function has reserved or what the account has is in use. */
  public static Refusal throttled(boolean reserved) {
    return new Refusal(
        429,
        "TooManyRequestsException",
        "{\"Reason\":\""
            + (reserved ? "ReservedFunction" : "")
            + "ConcurrentInvocationLimitExceeded\",\"Type\":\"User\","
            + "\"message\":\"Rate Exceeded.\"}");
  }

  public static Refusal serverError() {
    return new Refusal(
        500,
        "ServiceException",
        "{\"Type\":\"Service\","
            + "\"Message\":\"An error occurred and the request cannot be processed.\"}");
  }

  public static Refusal denied(String action, String resource) {
    return forbidden("AccessDeniedException", Permissions.sentence(action, resource));
  }

  static Refusal unsigned() {
    return forbidden("MissingAuthenticationTokenException", "Missing Authentication Token");
  }

  static Refusal unknownKey() {
    return forbidden(
        "UnrecognizedClientException", "The security token included in the request is invalid.");
  }

  static Refusal wrongSignature() {
    return forbidden(
        "InvalidSignatureException",
        "The request signature we calculated does not match the signature you provided. Check your"
            + " AWS Secret Access Key and signing method. Consult the service documentation for"
            + " details.");
  }

  static Refusal expired() {
    return forbidden(
        "ExpiredTokenException", "The security token included in the request is expired");
  }

  /** Of a signature whose time differs too much from that of AWS. */
  static Refusal offTime(String message) {
    return forbidden("InvalidSignatureException", message);
  }

  private static Refusal forbidden(String type, String message) {
    return new Refusal(403, type, "{\"message\":\"" + message + "\"}");
  }
}
