using SegFunctions.Contract;
using SegFunctions.Inference.Features;
using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Prompts;
using SegFunctions.Inference.Scenes;
using SegFunctions.Inference.Tests.Pictures;

namespace SegFunctions.Inference.Tests.Prompts;

public sealed class TextPromptsTests
{
    private const double Usual = 0.5;
    private const double Faint = 0.3;

    /// <summary>A word for which faint finds count does not lower what another word is answered with.</summary>
    [Fact]
    public void Looks_for_each_class_by_its_own_words_least_score()
    {
        var plan = PromptPlan.Make([new TextPrompt("person", Threshold: Faint), new TextPrompt("dog")], ClosedVocabulary.Coco);
        var finder = new AskedFinder();
        using var image = TestPictures.Quadrants();
        using var picture = new PictureSource(new PictureDecoder(new PictureLimits()), PictureFiles.Png(image));
        using var scene = new Scene(picture, new InferenceOptions(), new FeatureCache(0, new NoFeatureStore()), new StageClock(), CancellationToken.None);

        Assert.Empty(new TextPrompts(plan, finder).FindObjects(scene));

        Assert.Equal([("person", Faint), ("dog", Usual)], finder.Asked);
    }

    /// <summary>Finds nothing, and keeps what it was asked for.</summary>
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
