import Git
import Testing

/// What git 2.39 syncs of loose objects and references, by its own `hash-object` and `update-ref` under strace.
struct SyncPolicyTests {
  static let settings: [(setting: String?, objects: Bool, references: Bool)] = [
    (nil, true, true), ("none", false, false), ("all", true, true), ("committed", true, true), ("added", true, true),
    ("objects", true, false), ("loose-object", true, false), ("reference", false, true), ("pack", false, false),
    // What is asked for wins over what is not wanted.
    ("committed,-loose-object", true, true), ("-reference", false, false), ("none,reference", false, true),
    ("unheard-of", false, false),
  ]

  @Test(arguments: settings) func isGits(setting: String?, objects: Bool, references: Bool) {
    let policy = SyncPolicy(setting)
    #expect(policy.objects == objects)
    #expect(policy.references == references)
  }
}
