using SegFunctions.Contract;
using SegFunctions.Inference.Features;
using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Postprocessing;
using SegFunctions.Inference.Prompts;
using SegFunctions.Inference.Scenes;
using SegFunctions.Inference.Tests.Pictures;

namespace SegFunctions.Inference.Tests.Prompts;

public sealed class TextPromptsTests
{
    private const double Usual = 0.5;
    private const double Faint = 0.3;

    /// <summary>A word that accepts faint detections does not lower the bar for another word.</summary>
    [Fact]
    public void Looks_for_each_class_by_its_own_words_least_score()
    {
        var plan = PromptPlan.Make([new TextPrompt("person", Threshold: Faint), new TextPrompt("dog")], ClosedVocabulary.Coco);
        var finder = new AskedFinder();
        using var picture = Open();
        using var scene = SceneOf(picture);

        Assert.Empty(new TextPrompts(plan, finder).FindObjects(scene));

        Assert.Equal([("person", Faint), ("dog", Usual)], finder.Asked);
    }

    /// <summary>One word several times: detections from the faint look alone answer only the prompt that asks for it, whatever their score; those seen at once answer all.</summary>
    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 0, 1, 2)]
    public void Answers_each_of_a_words_thresholds_as_if_it_were_asked_alone(bool isFaint, params int[] answered)
    {
        var plan = PromptPlan.Make([new TextPrompt("person", Threshold: Faint), new TextPrompt("people", Threshold: 0.8), new TextPrompt("person"), new TextPrompt("person", Threshold: 0.95)], ClosedVocabulary.Coco);
        using var picture = Open();
        using var scene = SceneOf(picture);

        var found = new TextPrompts(plan, new OneFind(isFaint)).Find(scene);

        Assert.Equal(answered, found.Select(segment => segment.Prompt).Order());
    }

    /// <summary>A detection that counts for only one of the prompts was not found for the other, and nothing of it was taken out.</summary>
    [Fact]
    public void Says_of_each_of_a_words_thresholds_what_it_would_say_alone()
    {
        var plan = PromptPlan.Make([new TextPrompt("person", Threshold: Faint), new TextPrompt("person")], ClosedVocabulary.Coco);
        using var picture = Open();
        using var scene = SceneOf(picture);
        var prompts = new TextPrompts(plan, new OneFind(isFaint: true));

        Assert.Equal(["No 'person' was found with a score of at least 0.5."], prompts.Explain(scene, [.. prompts.Find(scene)]));
    }

    private static PictureSource Open()
    {
        using var image = TestPictures.Quadrants();
        return new PictureSource(new PictureDecoder(new PictureLimits()), PictureFiles.Png(image));
    }

    private static Scene SceneOf(PictureSource picture) =>
        new(picture, new InferenceOptions(), new FeatureCache(0, new NoFeatureStore()), new StageClock(), CancellationToken.None);

    /// <summary>A person with a score of 0.9.</summary>
    private sealed class OneFind(bool isFaint) : IWordFinder
    {
        public IEnumerable<WordFind> Find(Scene scene, Func<int, bool> isWanted, double leastScore) => isWanted(0)
            ? [new WordFind(0, 0.9, 0.9f, () => new BinaryMask(scene.Picture.Width, scene.Picture.Height)) { IsFaint = isFaint }]
            : [];
    }

    /// <summary>Finds nothing, and records what it was asked for.</summary>
    private sealed class AskedFinder : IWordFinder
    {
        private readonly List<(string Class, double LeastScore)> _asked = [];

        public IReadOnlyList<(string Class, double LeastScore)> Asked => _asked;

        public IEnumerable<WordFind> Find(Scene scene, Func<int, bool> isWanted, double leastScore)
        {
            _asked.AddRange(ClosedVocabulary.Coco.Classes.Where((_, classId) => isWanted(classId)).Select(word => (word, leastScore)));
            return [];
        }
    }
}
