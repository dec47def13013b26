import Manifests

/// A version's number, in which what it changed stands out: 1.5.**1**.
enum VersionNumber {
  static func link(_ h: inout HTML, _ number: SemanticVersion, of model: ModelName, _ links: Links) {
    h("a", .href(links.version(model, "\(number)")), .class("ver")) { write(&$0, number) }
  }

  private static func write(_ h: inout HTML, _ number: SemanticVersion) {
    let text = "\(number)"
    let same =
      number.isPrerelease
      ? ""
      : number.patch != .zero ? "\(number.major).\(number.minor)." : number.minor != .zero ? "\(number.major)." : ""
    if !same.isEmpty { h("span", .class("same"), text: same) }
    h.text(String(text.dropFirst(same.count)))
  }
}
