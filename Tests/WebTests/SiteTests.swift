import Actions
import Foundation
import Manifests
import TestSupport
import Testing
import Web

/// The pages as files.
struct SiteTests {
  private static let all = SiteChoice([.public, .organization, .restricted])

  @Test func theSameCommitMakesTheSameBytes() throws {
    let place = try SiteSandbox()
    let first = try place.files(Self.all)
    #expect(try place.files(Self.all) == first)
    let planned = try place.build(Self.all).paths
    #expect(first.count > 100 && Set(first.keys) == Set(planned) && planned.count == first.count)
  }

  /// Relative, so that the site may lie anywhere; and none leads to what is not there.
  @Test(arguments: [
    SiteChoice([.public, .organization, .restricted]), SiteChoice([.organization]),
    SiteChoice([.public, .organization, .restricted], versions: .aliased),
    SiteChoice([.public, .organization, .restricted], versions: .newest(1)),
  ])
  func everyLinkLeadsToAFile(choice: SiteChoice) throws {
    let files = try SiteSandbox().files(choice)
    var count = 0
    for (path, bytes) in files where path.hasSuffix(".html") {
      for link in Self.links(String(decoding: bytes, as: UTF8.self)) {
        count += 1
        #expect(!link.hasPrefix("/") && !link.contains("?"), "\(path): \(link)")
        let target = URL(filePath: "/site/\(path)").deletingLastPathComponent().appending(
          path: String(link.prefix { $0 != "#" })
        ).standardized.path
        #expect(link.hasPrefix("#") || files[String(target.dropFirst("/site/".count))] != nil, "\(path): \(link)")
      }
    }
    #expect(count > 500)
  }

  private static func links(_ html: String) -> [String] {
    html.matches(of: /(?:href|src|action)="([^"]*)"/).map { String($0.output.1) }.filter { !$0.hasPrefix("http") }
  }

  @Test func nothingIsAskedOfASite() throws {
    for (path, bytes) in try SiteSandbox().files(Self.all) where path.hasSuffix(".html") {
      let html = String(decoding: bytes, as: UTF8.self)
      #expect(!html.contains("<form") && !html.contains("<input type=\"checkbox"), "\(path)")
      #expect(!html.contains("Light or dark") && !html.contains("Signed in"), "\(path)")
    }
  }

  /// Not its name, not its models, not the members that only it has, not that a version was made from what is in it.
  @Test func whatIsLeftOutLeavesNoTrace() throws {
    let place = try SiteSandbox { sandbox in
      try sandbox.registry("create", "Open", "--visibility", "public", in: "models")
      try sandbox.registry("model", "create", "Open/shown", in: "models")
      try sandbox.registry("create", "Secret", "--visibility", "restricted", in: "models")
      try sandbox.registry("model", "create", "Secret/hidden-thing", in: "models")
      try sandbox.registry(
        "version", "create", "Secret/hidden-thing", "1.0.0", "--artifact", "organization.yaml", in: "models")
      for number in ["1.0.0", "1.0.1"] {
        try sandbox.registry(
          "version", "create", "Open/shown", number, "--artifact", "organization.yaml", "--lineage",
          "Secret/hidden-thing@1.0.0", in: "models")
      }
    }
    let files = try place.files(SiteChoice([.public]))
    #expect(files["Open/shown@1.0.1/-/compare/index.html"] != nil && files["Open/shown/index.html"] != nil)
    for (path, bytes) in files {
      let text = String(decoding: bytes, as: UTF8.self)
      for word in ["Secret", "hidden-thing", "a version you cannot see", "Fine_Tuned_Models", "grace.hopper@acme.org"] {
        #expect(!path.contains(word) && !text.contains(word), "\(path) has \(word)")
      }
    }
    #expect(try place.files(Self.all)["Secret/hidden-thing/index.html"] != nil)
  }

  @Test func aCommitChangesOnlyThePagesThatShowIt() throws {
    let place = try SiteSandbox()
    let before = try place.files(Self.all)
    try place.sandbox.registry(
      "version", "create", "Fine_Tuned_Models/sentiment", "--bump", "patch", "--artifact", "organization.yaml",
      in: "models")
    let after = try place.files(Self.all)
    let changed = Set(after.keys.filter { before[$0] != after[$0] })
    let elsewhere = changed.filter { !$0.hasPrefix("Fine_Tuned_Models/sentiment") }
    #expect(
      elsewhere == [
        "index.html", "-/history/index.html", "-/search.json", "Fine_Tuned_Models/index.html",
        "Fine_Tuned_Models/-/history/index.html",
      ])
    #expect(changed.contains { $0.hasPrefix("Fine_Tuned_Models/sentiment@1.2.1/") } && changed.count < after.count / 2)
    #expect(Set(before.keys).isSubset(of: after.keys))
  }

  @Test func onlyChosenVersionsHavePages() throws {
    let place = try SiteSandbox()
    let newest = try place.files(SiteChoice([.restricted], versions: .newest(1)))
    let versions = newest.keys.filter { $0.hasPrefix("Fine_Tuned_Models/sentiment@") && !$0.contains("/-/") }
    #expect(versions == ["Fine_Tuned_Models/sentiment@1.2.0/index.html"])
    let list = String(decoding: newest["Fine_Tuned_Models/sentiment/index.html"] ?? [], as: UTF8.self)
    // The list names those that have no page.
    #expect(list.contains("Versions of") && list.matches(of: /<tr/).count > 2)
  }

  /// A model's folder is no file of the site.
  @Test(arguments: ["index.html", "INDEX.html", "404.html"])
  func aModelMayBeCalledAsAFileIs(name: String) throws {
    let place = try SiteSandbox { sandbox in
      try sandbox.registry("model", "create", "Fine_Tuned_Models/\(name)", in: "models")
      try sandbox.registry(
        "version", "create", "Fine_Tuned_Models/\(name)", "1.0.0", "--artifact", "organization.yaml", in: "models")
    }
    let paths = try place.build(Self.all).paths
    // On Macs and Windows the case of letters tells no files apart.
    let folded = paths.map { $0.lowercased() }
    #expect(Set(folded).count == folded.count)
    for path in folded { #expect(!folded.contains { $0.hasPrefix(path + "/") }, "\(path)") }
    #expect(try place.write(Self.all).files == paths.count)
    let list = try place.sandbox.read("site/Fine_Tuned_Models/index.html")
    #expect(list.contains("href=\"../Fine_Tuned_Models/\(name)~/index.html\""), "\(list)")
    #expect(try place.sandbox.read("site/Fine_Tuned_Models/\(name)~/index.html").contains("Release lines"))
  }

  @Test func aServerHasTheFiles() throws {
    let choice = SiteChoice(
      [.restricted], base: "https://acme.github.io/models/", source: "https://models.acme.org/")
    let files = try SiteSandbox().files(choice)
    let page = String(decoding: files["Fine_Tuned_Models/sentiment@1.2.0/index.html"] ?? [], as: UTF8.self)
    #expect(page.contains("href=\"https://models.acme.org/Fine_Tuned_Models/sentiment@1.2.0/-/files/"))
    #expect(
      page.contains("rel=\"canonical\" href=\"https://acme.github.io/models/Fine_Tuned_Models/sentiment@1.2.0/\""))
    let missing = String(decoding: files["404.html"] ?? [], as: UTF8.self)
    #expect(missing.contains("href=\"https://acme.github.io/models/-/app.css\""))
  }
}
