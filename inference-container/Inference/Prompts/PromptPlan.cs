using SegFunctions.Contract;
using SegFunctions.Contract.Words;
using SegFunctions.Inference.Features;
using SegFunctions.Inference.Networks;
using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Scenes;
using SegFunctions.Models.Catalogue;

namespace SegFunctions.Inference.Prompts;

/// <summary>A job's prompts in the networks' terms.</summary>
internal sealed class PromptPlan
{
    private readonly List<(int Prompt, Mark Mark)> _marks = [];
    private readonly List<(int Prompt, PictureRegion? Region)> _subjects = [];
    private readonly WordPlan _words;

    private PromptPlan(IReadOnlyList<Prompt> prompts, IVocabulary vocabulary, Func<Prompt, bool>? isPlanned = null)
    {
        _words = new WordPlan(vocabulary);
        foreach (var (index, prompt) in prompts.Index().Where(entry => isPlanned?.Invoke(entry.Item) ?? true))
        {
            Add(index, prompt);
        }
    }

    /// <summary>The vocabulary that the words were read with.</summary>
    public IVocabulary Vocabulary => _words.Vocabulary;

    /// <inheritdoc cref="WordPlan.Phrases"/>
    public IReadOnlyList<(int Prompt, KnownPhrase Phrase)> Words => _words.Phrases;

    /// <inheritdoc cref="WordPlan.Negatives"/>
    public IReadOnlyList<KnownPhrase> Negatives => _words.Negatives;

    /// <inheritdoc cref="WordPlan.Notes"/>
    public IReadOnlyList<string> Notes => _words.Notes;

    /// <summary>Points and boxes, with their prompts.</summary>
    public IReadOnlyList<(int Prompt, Mark Mark)> Marks => _marks;

    /// <summary>Prompts that ask for the subject, with the part of the picture where it is.</summary>
    public IReadOnlyList<(int Prompt, PictureRegion? Region)> Subjects => _subjects;

    /// <inheritdoc cref="WordPlan.Excluded"/>
    public IReadOnlySet<int> Excluded => _words.Excluded;

    /// <inheritdoc cref="WordPlan.Classes"/>
    public IEnumerable<int> WordClasses => _words.Classes;

    /// <inheritdoc cref="WordPlan.Unanswered"/>
    public IReadOnlyList<string> Unanswered => _words.Unanswered;

    /// <summary>Whether there are words or exemplars, positive or negative.</summary>
    public bool HasWords => Words.Count + Excluded.Count > 0;

    /// <summary>Whether detections are needed: for words of a closed vocabulary, and to interpret a single click.</summary>
    public bool NeedsDetections => (Vocabulary is not OpenVocabulary && WordAbilities.Contains(ModelAbility.Words)) || _marks.Exists(marked => marked.Mark.OnlyClick is not null);

    /// <summary>The distinct abilities that the words need, positive and negative.</summary>
    private IEnumerable<ModelAbility> WordAbilities => WordClasses.Select(Vocabulary.AbilityFor).Distinct().Order();

    /// <summary>Whether words are answered with boxes, from which SAM makes masks.</summary>
    private bool NeedsMasks => WordAbilities.Any(ability => ability != ModelAbility.Writing);

    /// <summary>The distinct abilities that the prompts need.</summary>
    public IEnumerable<ModelAbility> Abilities =>
    [
        .. WordAbilities,
        .. _marks.Count > 0 ? [ModelAbility.Marks] : Array.Empty<ModelAbility>(),
        .. _subjects.Count > 0 ? [ModelAbility.Subject] : Array.Empty<ModelAbility>(),
    ];

    /// <summary>The regions of the picture that SAM may encode.</summary>
    public IEnumerable<PixelBox> FindRegions(PictureSource picture) => FindMarkedRegions(picture)
        .Concat(NeedsMasks ? PictureParts.ForMasks(picture.Width, picture.Height) : [])
        .Distinct();

    /// <summary>The regions of the picture in which a subject is looked for.</summary>
    public IEnumerable<PixelBox> FindSubjectRegions(PictureSource picture) =>
        _subjects.Select(subject => RegionOf(subject.Region, picture)).OfType<PixelBox>().Distinct();

    /// <returns>Null if no part of the region is in the picture.</returns>
    public static PixelBox? RegionOf(PictureRegion? region, PictureSource picture) => region is null ? picture.Frame : region.In(picture.Width, picture.Height);

    /// <summary>The keys of the features that the prompts use.</summary>
    public IEnumerable<FeatureKey> FindFeatures(NetworkIdentities networks, PictureSource picture)
    {
        var frame = picture.GetSha256(picture.Frame);
        return
        [
            .. FindRegions(picture).Select(region => new FeatureKey(picture.GetSha256(region), networks.EncoderSha256)),
            .. NeedsDetections ? [new FeatureKey(frame, networks.DetectorsSha256)] : Array.Empty<FeatureKey>(),
            .. WordAbilities.Contains(ModelAbility.MoreWords) ? [new FeatureKey(frame, networks.MoreWordsSha256)] : Array.Empty<FeatureKey>(),
            .. WordAbilities.Contains(ModelAbility.Faces) ? [new FeatureKey(frame, networks.FacesSha256)] : Array.Empty<FeatureKey>(),
            .. FindSubjectRegions(picture).Select(region => new FeatureKey(picture.GetSha256(region), networks.MattingSha256)),
        ];
    }

    /// <summary>
    /// Decodes what the networks are certain to need, unless its features are already in memory. Whatever else is needed is decoded during the networks' turn: the masks of
    /// words, since most words are not in the picture, and networks that need more pixels than the region is stored with.
    /// </summary>
    /// <param name="scene">The picture.</param>
    /// <param name="networks">The networks' identities; they need not be open.</param>
    public void Decode(Scene scene, NetworkIdentities networks)
    {
        foreach (var region in FindMarkedRegions(scene.Picture))
        {
            scene.Decode(networks.EncoderSha256, region);
        }

        if (NeedsDetections)
        {
            scene.Decode(networks.DetectorsSha256, scene.Picture.Frame);
        }

        foreach (var region in FindSubjectRegions(scene.Picture))
        {
            scene.Decode(networks.MattingSha256, region);
        }

        if (Vocabulary is OpenVocabulary && HasWords)
        {
            // The detections of these networks are not cached, so they need the pixels each time.
            _ = scene.Picture.ForNetworks;
        }
    }

    /// <summary>
    /// Renders the pixels that the networks see first, unless their features are already in memory. The store may be queried for those features at the same time, in which case some
    /// pixels are rendered in vain.
    /// </summary>
    /// <param name="scene">The picture.</param>
    /// <param name="networks">Asked only for their views, so this may run at the same time as their calls.</param>
    public void Render(Scene scene, NetworkSet networks)
    {
        // The parts of a long picture are rendered one by one as they are needed: together they have many times the picture's pixels.
        if (PictureParts.IsLong(scene.Picture.Width, scene.Picture.Height))
        {
            return;
        }

        scene.Picture.Render(FindFirstViews(scene, networks));
    }

    private List<InputView> FindFirstViews(Scene scene, NetworkSet networks)
    {
        var (frame, views) = (scene.Picture.Frame, new List<InputView>());

        // For words, only the first views: most words are not in the picture, and then the other views are never needed.
        if (_marks.Exists(marked => marked.Mark.OnlyClick is not null))
        {
            views.AddRange(scene.ViewsFor(networks.Detectors, networks.Detectors.ViewsOf(frame)));
        }
        else if (NeedsDetections)
        {
            views.AddRange(scene.ViewsFor(networks.Detectors, networks.Detectors.FirstViewsOf(frame)));
        }

        if (WordAbilities.Contains(ModelAbility.MoreWords))
        {
            views.AddRange(scene.ViewsFor(networks.MoreDetectors, networks.MoreDetectors.FirstViewsOf(frame)));
        }

        if (WordAbilities.Contains(ModelAbility.Faces))
        {
            views.AddRange(scene.ViewsFor(networks.Faces, networks.Faces.FirstViewsOf(frame)));
        }

        if (WordAbilities.Contains(ModelAbility.Writing))
        {
            views.Add(networks.Writing.ViewOf(scene.Picture));
        }

        views.AddRange(FindMarkedRegions(scene.Picture).SelectMany(region => scene.ViewsFor(networks.Sam, region)));
        return views;
    }

    /// <summary>The prompts by kind, each with the networks that answer it.</summary>
    public IEnumerable<IPrompts> Over(NetworkSet networks)
    {
        if (HasWords)
        {
            yield return WordsOver(networks);
        }

        if (_marks.Count > 0)
        {
            yield return new MarkPrompts(this, networks);
        }

        if (_subjects.Count > 0)
        {
            yield return new SubjectPrompts(this, networks.Matting);
        }
    }

    /// <summary>The words only, with the networks that answer them.</summary>
    public TextPrompts WordsOver(NetworkSet networks) => new(this, Vocabulary is OpenVocabulary open
        ? new OpenFinder(networks.OpenNetwork, open, new BoxCutter(networks.Sam))
        : FinderByAbility.Over(networks, Vocabulary, WordClasses));

    /// <exception cref="InferenceException">No prompt can be answered: all words are outside the vocabulary, or say only what to leave out.</exception>
    public static PromptPlan Make(IReadOnlyList<Prompt> prompts, IVocabulary vocabulary)
    {
        var plan = new PromptPlan(prompts, vocabulary);
        return plan.Words.Count + plan._marks.Count + plan._subjects.Count > 0 ? plan : throw plan.NothingToAnswer();
    }

    /// <summary>Plans only the words among the prompts, which may be none or all unknown.</summary>
    public static PromptPlan MakeOfWords(IReadOnlyList<Prompt> prompts, IVocabulary vocabulary) => new(prompts, vocabulary, prompt => prompt is TextPrompt);

    /// <inheritdoc cref="WordPlan.PromptsFor"/>
    public IEnumerable<int> PromptsFor(int classId) => _words.PromptsFor(classId);

    /// <summary>The error that says why no prompt can be answered.</summary>
    public InferenceException NothingToAnswer() => Unanswered.Count == 0
        ? new InferenceException(InferenceErrorCode.InferenceFailed, "The prompts say only what to leave out.")
        : UnknownWords.Refuse(Unanswered, Vocabulary);

    /// <inheritdoc cref="WordPlan.ThresholdOf"/>
    public double ThresholdOf(int prompt, InferenceOptions options) => _words.ThresholdOf(prompt, options);

    private IEnumerable<PixelBox> FindMarkedRegions(PictureSource picture) => _marks.Select(marked => marked.Mark.FindRegion(picture.Width, picture.Height));

    private void Add(int index, Prompt prompt)
    {
        switch (prompt)
        {
            case TextPrompt words:
                _words.Add(index, words);
                break;
            case ExemplarsPrompt exemplars:
                _words.Add(index, exemplars);
                break;
            case PointsPrompt points:
                _marks.Add((index, Mark.Of(points)));
                break;
            case BoxPrompt box:
                _marks.Add((index, Mark.Of(box)));
                break;
            case SubjectPrompt subject:
                _subjects.Add((index, subject.Region));
                break;
            default:
                throw new InferenceException(InferenceErrorCode.InferenceFailed, $"Prompts of the kind {prompt.GetType().Name} are not known.");
        }
    }
}
