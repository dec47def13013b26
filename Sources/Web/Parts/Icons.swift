/// The few signs that stand beside words.
enum Icons {
  static let mark: StaticString =
    #"<svg width="22" height="22" viewBox="0 0 22 22" fill="none" aria-hidden="true"><rect x="1" y="1" width="20" height="20" rx="5" fill="currentColor"/><g class="mark-i"><circle cx="7" cy="15.5" r="2"/><circle cx="7" cy="6.5" r="2"/><circle cx="15" cy="9" r="2"/></g><path class="mark-l" d="M7 8v6M7 13.2c0-2.4 1.4-3.6 6-4" stroke-width="1.5"/></svg>"#
  static let lock: StaticString =
    #"<svg width="10" height="11" viewBox="0 0 10 11" fill="none" stroke="currentColor" stroke-width="1.4" aria-hidden="true"><rect x="1" y="5" width="8" height="5" rx="1" fill="currentColor"/><path d="M3 5V3.3a2 2 0 0 1 4 0V5"/></svg>"#
}
