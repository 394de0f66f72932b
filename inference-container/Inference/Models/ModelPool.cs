using SegFunctions.Inference.Answers;
using SegFunctions.Inference.Models.Detection;
using SegFunctions.Inference.Models.Matting;
using SegFunctions.Inference.Models.Sam;
using SegFunctions.Inference.Scenes;
using SegFunctions.Inference.Vocabulary;
using SegFunctions.Models.Catalogue;
using SegFunctions.Models.Installation;

namespace SegFunctions.Inference.Models;

/// <summary>The chosen models, each opened when a prompt first needs it and kept. What it gives is for one call at a time.</summary>
/// <param name="sessions">For the provider in use.</param>
/// <param name="store">Holds what is asked for when it is asked for.</param>
/// <param name="choice">Which models.</param>
public sealed class ModelPool(OnnxSessions sessions, ModelStore store, ModelChoice choice) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Stack<IDisposable> _opened = new();
    private readonly Dictionary<ModelAbility, IPromptModel> _models = [];
    private SamNetworks? _sam;
    private DetectorEnsemble? _detectors;

    public string ProviderName => sessions.ProviderName;

    public ModelChoice Choice => choice;

    /// <summary>Opens what prompts of these abilities need, which takes about half a second a model.</summary>
    /// <exception cref="InvalidOperationException">One of them is not installed.</exception>
    public void Open(IEnumerable<ModelAbility> abilities)
    {
        lock (_lock)
        {
            foreach (var ability in abilities.Where(ability => !_models.ContainsKey(ability)))
            {
                _models.Add(ability, Make(ability));
            }
        }
    }

    public void Dispose()
    {
        while (_opened.TryPop(out var model))
        {
            model.Dispose();
        }
    }

    /// <summary>The model is open.</summary>
    internal IPromptModel Get(ModelAbility ability)
    {
        lock (_lock)
        {
            return _models[ability];
        }
    }

    /// <summary>Makes the pixels that networks will look at for these prompts. The models are open; this may run beside their calls.</summary>
    internal void Render(Scene scene, PromptPlan plan)
    {
        if (plan.NeedsDetections)
        {
            scene.Render(OpenDetectors());
        }

        foreach (var region in plan.FindRegions(scene.Picture))
        {
            scene.Render(OpenSam(), region);
        }
    }

    private IPromptModel Make(ModelAbility ability) => ability switch
    {
        ModelAbility.Words => new WordModel(OpenDetectors(), OpenSam(), ClosedVocabulary.Coco),
        ModelAbility.Marks => new MarkModel(OpenDetectors(), OpenSam()),
        _ => new SubjectModel(Opened(new MattingNetwork(
            choice.Matting, Installed(choice.Matting)[ModelFileRole.Network], sessions, choice.MattingIdentity))),
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
        return _sam = new SamNetworks(encoder, decoder, choice.SamIdentities);
    }

    private DetectorEnsemble OpenDetectors() => _detectors ??= new DetectorEnsemble(
        [.. choice.Detectors.Select(Open)], choice.DetectorIdentities);

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
