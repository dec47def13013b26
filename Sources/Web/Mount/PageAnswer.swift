import Endpoints

/// The headers that every answer to a browser has.
enum PageAnswer {
  /// Nothing that runs, and nothing from elsewhere.
  static let policy =
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"

  static let guards = [
    ("Content-Security-Policy", policy), ("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
  ]

  /// What a reader points at for a moment is fetched ahead.
  private static let ahead = ("Speculation-Rules", "\"\(Links(base: "", at: nil, .all).speculation.text)\"")

  /// - Parameter mark: nil for what must not be kept.
  static func page(
    _ html: HTML, _ status: Int, _ mark: PageMark?, type: String = "text/html; charset=utf-8"
  ) -> ServerResponse {
    ServerResponse(
      status,
      [
        ("Content-Type", type), ("Cache-Control", "private, no-cache"),
        ("Vary", "Cookie, Accept"),
      ]
        + (mark.map { [("ETag", $0.text), ahead] } ?? []) + guards, .bytes(html.bytes))
  }

  static func unchanged(_ mark: PageMark) -> ServerResponse {
    ServerResponse(
      304, [("ETag", mark.text), ("Cache-Control", "private, no-cache"), ("Vary", "Cookie, Accept")] + guards)
  }

  static func redirect(to address: Address, _ status: Int = 302) -> ServerResponse {
    ServerResponse(status, [("Location", address.text), ("Cache-Control", "private, no-cache")] + guards)
  }
}
