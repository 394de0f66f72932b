using SegFunctions.Inference.Networks.Detection;
using SegFunctions.Inference.Networks.Matting;
using SegFunctions.Inference.Networks.OpenVocabulary;
using SegFunctions.Inference.Networks.Sam;
using SegFunctions.Inference.Networks.Writing;
using SegFunctions.Models.Catalogue;

namespace SegFunctions.Inference.Networks;

/// <summary>The chosen networks for one caller at a time, each opened on first use and kept.</summary>
/// <param name="sessions">Not disposed here.</param>
/// <param name="files">Which files to open.</param>
/// <param name="choice">The networks to use.</param>
/// <param name="identities">Identities of those networks.</param>
internal sealed class NetworkSet(OnnxSessions sessions, NetworkFiles files, ModelChoice choice, NetworkIdentities identities) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Stack<IDisposable> _opened = new();
    private SamNetworks? _sam;
    private DetectorEnsemble? _detectors;
    private DetectorEnsemble? _moreDetectors;
    private DetectorEnsemble? _faces;
    private WritingNetwork? _writing;
    private MattingNetwork? _matting;
    private IOpenNetwork? _openNetwork;

    /// <summary>Whether words and marks are answered by the networks that come with the service: how well the masks of others fit has not been measured.</summary>
    public bool IsMeasured { get; } = choice.Detectors.Select(detector => detector.Source).Append(choice.Sam.Source).All(source => source is NpmPackage);

    /// <summary>Finds the boxes of objects.</summary>
    /// <exception cref="InvalidOperationException">A network is not installed.</exception>
    public DetectorEnsemble Detectors
    {
        get
        {
            lock (_lock)
            {
                return _detectors ??= new DetectorEnsemble(OpenDetectors(), identities.Detectors, () => sessions.HasThreadsForSeveral, OpenDetectors);
            }
        }
    }

    /// <summary>Finds the boxes of objects that <see cref="Detectors"/> do not know.</summary>
    /// <exception cref="InvalidOperationException">The network is not installed.</exception>
    public DetectorEnsemble MoreDetectors
    {
        get
        {
            lock (_lock)
            {
                return _moreDetectors ??= new DetectorEnsemble([OpenDetector(choice.MoreWords)], identities.MoreWords, () => false);
            }
        }
    }

    /// <summary>Finds the boxes of faces.</summary>
    /// <exception cref="InvalidOperationException">The network is not installed.</exception>
    public DetectorEnsemble Faces
    {
        get
        {
            lock (_lock)
            {
                return _faces ??= new DetectorEnsemble([OpenDetector(choice.Faces)], identities.Faces, () => false);
            }
        }
    }

    /// <summary>Finds text.</summary>
    /// <exception cref="InvalidOperationException">The network is not installed.</exception>
    public WritingNetwork Writing
    {
        get
        {
            lock (_lock)
            {
                return _writing ??= Opened(new WritingNetwork(
                    choice.Writing, files.GetPath(choice.Writing, ModelFileRole.Network), sessions, identities.Writing));
            }
        }
    }

    /// <summary>Makes masks of objects that are detected or marked.</summary>
    /// <exception cref="InvalidOperationException">A network is not installed.</exception>
    public SamNetworks Sam
    {
        get
        {
            lock (_lock)
            {
                return _sam ??= OpenSam();
            }
        }
    }

    /// <summary>Finds the main subject.</summary>
    /// <exception cref="InvalidOperationException">The network is not installed.</exception>
    public MattingNetwork Matting
    {
        get
        {
            lock (_lock)
            {
                return _matting ??= Opened(new MattingNetwork(
                    choice.Matting, files.GetPath(choice.Matting, ModelFileRole.Network), sessions, identities.Matting));
            }
        }
    }

    /// <summary>Finds objects of any words.</summary>
    /// <exception cref="InvalidOperationException">The network is not installed, or none was chosen.</exception>
    public IOpenNetwork OpenNetwork
    {
        get
        {
            lock (_lock)
            {
                return _openNetwork ??= Opened(OpenNetworks.Open(
                    choice.Text ?? throw new InvalidOperationException("No network for any words was chosen."), files, sessions));
            }
        }
    }

    /// <summary>Opens the networks that prompts of this ability need.</summary>
    /// <exception cref="InvalidOperationException">A network is not installed.</exception>
    public void Open(ModelAbility ability)
    {
        _ = ability switch
        {
            ModelAbility.Subject => (object)Matting,
            ModelAbility.Writing => Writing,
            ModelAbility.MoreWords => (MoreDetectors, Sam),
            ModelAbility.Faces => (Faces, Sam),
            ModelAbility.Words when choice.Text is not null => (OpenNetwork, Sam),
            _ => (Detectors, Sam),
        };
    }

    public void Dispose()
    {
        while (_opened.TryPop(out var network))
        {
            network.Dispose();
        }
    }

    private SamNetworks OpenSam()
    {
        var encoder = Opened(new SamEncoder(
            choice.Sam, files.GetPath(choice.Sam, ModelFileRole.Encoder), sessions, files.GetInputSides(choice.Sam, ModelFileRole.Encoder)));
        var path = files.GetPath(choice.Sam, ModelFileRole.Decoder);
        var decoder = Opened<ISamDecoder>(
            choice.Sam.Format.HasBoxInput ? new TransformersSamDecoder(choice.Sam, path, sessions) : new SamDecoder(choice.Sam, path, sessions));
        return new SamNetworks(encoder, decoder, identities.Sam);
    }

    private IReadOnlyList<IDetector> OpenDetectors()
    {
        lock (_lock)
        {
            return [.. choice.Detectors.Select(OpenDetector)];
        }
    }

    private IDetector OpenDetector(DetectorModel model)
    {
        var path = files.GetPath(model, ModelFileRole.Network);
        return Opened<IDetector>(model switch
        {
            RowDetectorModel rows => new RowDetector(rows, path, sessions, choice.Detectors.Count),
            SsdModel ssd => new SsdDetector(ssd, path, sessions),
            FaceModel faces => new FaceDetector(faces, path, sessions),
            NanoDetModel nanoDet => new NanoDetector(nanoDet, path, sessions, choice.Detectors.Count),
            _ => throw new InvalidOperationException($"No detector runs models of the type {model.GetType().Name}."),
        });
    }

    private T Opened<T>(T network)
        where T : IDisposable
    {
        _opened.Push(network);
        return network;
    }
}
