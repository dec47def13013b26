import Access
import Endpoints

/// The sheet, the script, the icon and what may be fetched ahead: parts of the program, whose addresses change with their content.
package struct Assets: Sendable {
  package let style: Asset
  package let script: Asset
  package let icon: Asset
  /// What sorts and filters in a site of files.
  let siteScript: Asset
  /// Which links browsers may follow before somebody does.
  ///
  /// Source: HTML, "Speculative loading", the `Speculation-Rules` header.
  package let speculation: Asset

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
  var version: String { style.version + script.version + icon.version + speculation.version }

  private init() {
    style = Asset(PackageResources.app_css, "text/css; charset=utf-8")
    script = Asset(PackageResources.app_js, "text/javascript; charset=utf-8")
    icon = Asset(PackageResources.icon_svg, "image/svg+xml")
    siteScript = Asset(PackageResources.site_js, "text/javascript; charset=utf-8")
    speculation = Asset(PackageResources.speculation_json, "application/speculationrules+json")
  }
}
