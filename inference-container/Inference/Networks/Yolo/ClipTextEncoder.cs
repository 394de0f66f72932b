using System.Numerics.Tensors;
using Microsoft.ML.OnnxRuntime;
using SegFunctions.Contract;
using SegFunctions.Inference.Networks.OpenVocabulary;
using SegFunctions.Models.Catalogue;
using SegFunctions.Models.Catalogue.Exports;
using SegFunctions.Models.Conversion;

namespace SegFunctions.Inference.Networks.Yolo;

/// <summary>CLIP's text features, as YOLO uses them, each of unit length.</summary>
internal sealed class ClipTextEncoder : IDisposable
{
    private readonly OnnxSession _session;
    private readonly ClipTokenizer _tokenizer;
    private readonly bool _isInt32;

    public ClipTextEncoder(TextModel model, NetworkFiles files, OnnxSessions sessions)
    {
        _session = sessions.Open($"{model.Name} text encoder", files.GetPath(model, ModelFileRole.TextEncoder));
        _tokenizer = new ClipTokenizer(TokenizerJson.Read(files.GetPath(model, ModelFileRole.Tokenizer)));
        _isInt32 = _session.IsInt32(_session.Inputs[0]);
        Identity = files.Identify(model, ModelFileRole.TextEncoder);
    }

    public ModelIdentity Identity { get; }

    /// <param name="texts">One per row.</param>
    /// <param name="features">[rows, 512]; rows beyond the texts are left unchanged.</param>
    public void Encode(IEnumerable<string> texts, Span<float> features)
    {
        foreach (var (index, text) in texts.Index())
        {
            var tokens = new long[YoloTensors.TextLength];
            foreach (var (place, token) in _tokenizer.Encode(text, tokens.Length).Index())
            {
                tokens[place] = token;
            }

            long[] shape = [1, tokens.Length];
            int[] narrow = [.. tokens.Select(token => (int)token)];
            using var ids = _isInt32 ? OrtValue.CreateTensorValueFromMemory(narrow, shape) : OrtValue.CreateTensorValueFromMemory(tokens, shape);
            _session.Give(_session.Inputs[0], ids);
            using var outputs = _session.Run();
            var numbers = outputs[0].GetTensorDataAsSpan<float>();
            TensorPrimitives.Divide(numbers, TensorPrimitives.Norm(numbers), features.Slice(index * YoloTensors.FeatureLength, YoloTensors.FeatureLength));
        }
    }

    public void Dispose() => _session.Dispose();
}
