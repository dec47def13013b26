import Actions
import ArgumentParser
import Manifests

struct ModelEditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "edit",
    abstract: "Change a model's title, description, tags and card.",
    discussion: """
      --tag adds a tag or changes its value. --title "" removes the title.

      EXAMPLES
        git registry model edit Fine_Tuned_Models/sentiment --title "Sentiment of reviews"
        git registry model edit Fine_Tuned_Models/sentiment --tag owner=nlp
        git registry model edit Fine_Tuned_Models/sentiment --card MODEL_CARD.md
      """)

  @Argument(help: ArgumentHelp("REGISTRY/MODEL.", valueName: "model"))
  var reference: Reference

  @OptionGroup var settings: ModelSettings

  @Option(help: ArgumentHelp("A tag to remove; may be repeated.", valueName: "key"))
  var untag: [String] = []

  @OptionGroup var options: WriteOptions

  func run() throws {
    let action = EditModel(try reference.requireModel(), try settings.changes(), removingTags: untag)
    try options.commit(action, in: options.place.repository())
  }
}
