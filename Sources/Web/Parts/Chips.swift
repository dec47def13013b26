import Manifests

/// Words that carry meaning, in a frame.
enum Chips {
  /// An alias, which leads to what it names.
  static func alias(_ h: inout HTML, _ alias: String, of model: ModelName, isProtected: Bool, _ links: Links) {
    let address = links.version(model, alias)
    guard isProtected else {
      h("a", .class("chip", "alias"), .href(address), text: alias)
      return
    }
    h("a", .class("chip", "alias", "protected"), .href(address)) { h in
      h.markup(Icons.lock)
      h("span", .class("hidden"), text: "protected alias ")
      h.text(alias)
    }
  }

  /// Nothing for an active version.
  static func status(_ h: inout HTML, _ status: VersionStatus) {
    switch status {
    case .active: return
    case .deprecated: h("span", .class("chip", "warn"), text: "deprecated")
    case .yanked: h("span", .class("chip", "bad"), text: "yanked")
    }
  }

  /// Framed where it is not what everybody in the organization sees.
  static func visibility(_ h: inout HTML, _ visibility: Visibility) {
    if visibility == .organization {
      h.text(visibility.rawValue)
    } else {
      h("span", .class("chip"), text: visibility.rawValue)
    }
  }
}
