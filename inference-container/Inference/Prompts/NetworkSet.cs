using SegFunctions.Inference.Networks;
using SegFunctions.Inference.Networks.Detection;
using SegFunctions.Inference.Networks.Matting;
using SegFunctions.Inference.Networks.Sam;
using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Scenes;
using SegFunctions.Inference.Vocabulary;
using SegFunctions.Models.Catalogue;
using SegFunctions.Models.Installation;

namespace SegFunctions.Inference.Prompts;

/// <summary>The chosen models as one caller needs them, each made when a prompt first needs it and kept. What it gives is for one call at a time.</summary>
/// <param name="sessions">Sessions over the models' files; not disposed here.</param>
/// <param name="store">Holds what is asked for when it is asked for.</param>
/// <param name="choice">Which models.</param>
internal sealed class NetworkSet(OnnxSessions sessions, ModelStore store, ModelChoice choice) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Stack<IDisposable> _opened = new();
    private readonly Dictionary<ModelAbility, IPromptModel> _models = [];
    private WordModel? _words;
    private SamNetworks? _sam;
    private DetectorEnsemble? _detectors;

    /// <summary>What answers words.</summary>
    /// <exception cref="InvalidOperationException">A model that this needs is not installed.</exception>
    public WordModel Words
    {
        get
        {
            lock (_lock)
            {
                return _words ??= new WordModel(OpenDetectors(), OpenSam(), ClosedVocabulary.Coco);
            }
        }
    }

    /// <exception cref="InvalidOperationException">A model that this needs is not installed.</exception>
    public IPromptModel Get(ModelAbility ability)
    {
        lock (_lock)
        {
            if (!_models.TryGetValue(ability, out var model))
            {
                _models.Add(ability, model = Make(ability));
            }

            return model;
        }
    }

    /// <summary>Makes the pixels that networks will look at for these prompts. The models are there; this may run beside their calls.</summary>
    public void Render(Scene scene, PromptPlan plan)
    {
        // Of a long picture each part is made when it is looked at: together they are many times the picture.
        if (PictureParts.IsLong(scene.Picture.Width, scene.Picture.Height))
        {
            return;
        }

        if (plan.NeedsDetections)
        {
            scene.Render(OpenDetectors());
        }

        foreach (var region in plan.FindRegions(scene.Picture))
        {
            scene.Render(OpenSam(), region);
        }
    }

    public void Dispose()
    {
        while (_opened.TryPop(out var model))
        {
            model.Dispose();
        }
    }

    private IPromptModel Make(ModelAbility ability) => ability switch
    {
        ModelAbility.Words => Words,
        ModelAbility.Marks => new MarkModel(OpenDetectors(), OpenSam()),
        _ => new SubjectModel(Opened(new MattingNetwork(
            choice.Matting, Installed(choice.Matting)[ModelFileRole.Network], sessions, choice.IdentifyMatting()))),
    };

    private SamNetworks OpenSam()
    {
        if (_sam is not null)
        {
            return _sam;
        }

        var files = Installed(choice.Sam);
        var encoder = Opened(new SamEncoder(choice.Sam, files[ModelFileRole.Encoder], sessions));
        var decoder = Opened(new SamDecoder(choice.Sam, files[ModelFileRole.Decoder], sessions));
        return _sam = new SamNetworks(encoder, decoder, choice.IdentifySam());
    }

    private DetectorEnsemble OpenDetectors() => _detectors ??= new DetectorEnsemble(
        [.. choice.Detectors.Select(Open)], choice.IdentifyDetectors());

    private IDetector Open(DetectorModel model)
    {
        var path = Installed(model)[ModelFileRole.Network];
        return Opened<IDetector>(model switch
        {
            RowDetectorModel rows => new RowDetector(rows, path, sessions),
            NanoDetModel nanoDet => new NanoDetector(nanoDet, path, sessions),
            _ => throw new InvalidOperationException($"No detector runs models of the type {model.GetType().Name}."),
        });
    }

    private IReadOnlyDictionary<ModelFileRole, string> Installed(ModelEntry model) =>
        store.FindFiles(model) ?? throw new InvalidOperationException($"The model '{model.Name}' is not installed in {store.Folder}.");

    private T Opened<T>(T model)
        where T : IDisposable
    {
        _opened.Push(model);
        return model;
    }
}
