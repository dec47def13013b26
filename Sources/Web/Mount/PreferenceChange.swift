import Endpoints

/// What somebody prefers, kept by their browser for a year, and back to the page that they came from.
enum PreferenceChange {
  /// - Parameter value: nil for what everybody has.
  static func answer(_ fields: FormValues, _ cookie: String, _ value: String?) -> ServerResponse {
    let path = ReturnPath(fields.has("return") ? fields.raw("return") : "/")
    var response = PageAnswer.redirect(to: Address(own: path.text), 303)
    response.headers.append(
      (
        "Set-Cookie",
        "\(cookie)=\(value ?? ""); Path=/; Max-Age=\(value == nil ? 0 : 31_536_000); HttpOnly; SameSite=Lax"
      ))
    return response
  }
}
