import Endpoints

/// The sheet, the script and the icon: kept for ever, since their addresses change with them.
enum AssetAnswer {
  static func response(_ asset: Assets.Asset, _ request: ServerRequest) -> ServerResponse {
    let tag = "\"\(asset.version)\""
    // An address with another version is of a page that another program made.
    let isOfThis = request.query("v") == asset.version
    let headers = [
      ("ETag", tag), ("Cache-Control", isOfThis ? "public, max-age=31536000, immutable" : "no-cache"),
      ("X-Content-Type-Options", "nosniff"), ("Content-Security-Policy", PageAnswer.policy),
    ]
    if let known = request.headers["if-none-match"], known == tag || known == "W/" + tag {
      return ServerResponse(304, headers)
    }
    return ServerResponse(200, [("Content-Type", asset.type)] + headers, .bytes(asset.bytes))
  }
}
