import Access
import Endpoints

/// The sheet, the script and the icon: parts of the program, whose addresses change with their content.
package struct Assets: Sendable {
  package let style: Asset
  package let script: Asset
  package let icon: Asset
  /// What sorts and filters in a site of files.
  let siteScript: Asset

  package struct Asset: Sendable {
    let bytes: [UInt8]
    let type: String
    /// The beginning of its SHA-256.
    let version: String

    fileprivate init(_ bytes: [UInt8], _ type: String) {
      self.bytes = bytes
      self.type = type
      version = String(TokenSecret.digest(of: String(decoding: bytes, as: UTF8.self)).prefix(12))
    }
  }

  package static let all = Assets()

  /// Of all of them.
  var version: String { style.version + script.version + icon.version }

  private init() {
    style = Asset(PackageResources.app_css, "text/css; charset=utf-8")
    script = Asset(PackageResources.app_js, "text/javascript; charset=utf-8")
    icon = Asset(PackageResources.icon_svg, "image/svg+xml")
    siteScript = Asset(PackageResources.site_js, "text/javascript; charset=utf-8")
  }
}
