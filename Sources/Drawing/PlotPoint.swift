/// One value of a plot.
package struct PlotPoint: Hashable, Sendable {
  package var label: String
  /// The run of neighbours that it belongs to, shaded together: a release line, `1.4`.
  package var group: String
  /// Nil, NaN and the infinities leave a gap, which is said.
  package var value: Double?
  package var mark: Mark
  /// What a mark that is not full means: `yanked`. Nil for a full one.
  package var state: String?
  /// Names that hang on it: aliases, the more important first.
  package var flags: [Flag]
  /// Where a click leads; nil for nowhere.
  package var link: String?

  package enum Mark: Sendable, CaseIterable {
    case full, hollow, small, cross

    /// True for what the line runs through.
    var isOnLine: Bool { self == .full || self == .hollow }

    /// As a character.
    var sign: String {
      switch self {
      case .full: "●"
      case .hollow: "○"
      case .small: "◦"
      case .cross: "×"
      }
    }
  }

  package struct Flag: Hashable, Sendable {
    package let name: String
    /// Filled in a picture: a protected alias.
    package let isStrong: Bool

    package init(_ name: String, isStrong: Bool = false) {
      self.name = name
      self.isStrong = isStrong
    }
  }

  package init(
    _ label: String, group: String = "", value: Double?, mark: Mark = .full, state: String? = nil, flags: [Flag] = [],
    link: String? = nil
  ) {
    self.label = label
    self.group = group
    self.value = value
    self.mark = mark
    self.state = state
    self.flags = flags
    self.link = link
  }
}
