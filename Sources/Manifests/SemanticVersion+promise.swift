extension SemanticVersion.Bump: Comparable {
  /// A major weighs most.
  package static func < (left: Self, right: Self) -> Bool { left.weight < right.weight }

  private var weight: Int {
    switch self {
    case .patch: 0
    case .minor: 1
    case .major: 2
    }
  }
}

extension SemanticVersion {
  /// The most that may have changed since a lower version, by the numbers alone.
  ///
  ///     1.2.0 → 2.0.0   major        0.2.0 → 0.3.0   major
  ///     1.2.0 → 1.3.0   minor        0.2.0 → 0.2.1   minor
  ///     1.2.0 → 1.2.1   patch        0.0.1 → 0.0.2   major
  ///
  /// In 0.y.z the minor plays the major's part and the patch the minor's; each 0.0.z may change anything. A pre-release
  /// promises what its release will.
  ///
  /// Source: https://doc.rust-lang.org/cargo/reference/semver.html
  package func promise(since old: SemanticVersion) -> Bump {
    if major != old.major { return .major }
    let isInitial = major == .zero
    if minor != old.minor { return isInitial ? .major : .minor }
    if patch == old.patch { return .patch }
    return isInitial ? (minor == .zero ? .major : .minor) : .patch
  }

  /// The number that goes up for a change that needs `bump`: for `.major`, the minor in 0.y.z and the patch in 0.0.z.
  package func part(for bump: Bump) -> Bump {
    guard major == .zero else { return bump }
    return bump == .major && minor != .zero ? .minor : .patch
  }

  /// True if a lower number after `old` would have said enough of a change that needs `bump`.
  ///
  /// To leave 0.y.z for 1.0.0, or 0.0.z for 0.1.0, says that something is settled, whatever changed.
  package func overstates(_ bump: Bump, since old: SemanticVersion) -> Bool {
    if old.major == .zero {
      guard major == .zero, old.minor != .zero else { return false }
      return minor != old.minor && bump < .major
    }
    return promise(since: old) > bump
  }
}
