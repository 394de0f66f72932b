using Microsoft.ML.OnnxRuntime;

namespace SegFunctions.Inference.Networks;

/// <summary>
/// All tuning for NVIDIA's GPUs. Shapes are fixed except for the number of points in a prompt, so cuDNN's choices and TensorRT's engines are valid for every
/// call (ONNX Runtime, CUDA and TensorRT execution providers, "Configuration Options").
/// </summary>
internal static class GpuOptions
{
    // The dimension that exports of segment-anything and its relatives leave open.
    private const string BatchDimension = "batch_size";

    private static readonly Dictionary<string, string> Cuda = new()
    {
        // Benchmarking every convolution takes minutes at start; the heuristic's choice is nearly as fast.
        ["cudnn_conv_algo_search"] = "HEURISTIC",
        ["cudnn_conv_use_max_workspace"] = "1",

        // Networks take turns on one stream, and memory grows by what is requested instead of doubling, because several models share the card.
        ["do_copy_in_default_stream"] = "1",
        ["arena_extend_strategy"] = "kSameAsRequested",
    };

    public static void AppendTensorRt(SessionOptions options)
    {
        // Engines take minutes to build and are specific to one card; the networks' folder may be read-only.
        var engines = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "segfunctions-tensorrt")).FullName;
        using var tensorRt = new OrtTensorRTProviderOptions();
        tensorRt.UpdateOptions(new Dictionary<string, string>
        {
            ["trt_engine_cache_enable"] = "1",
            ["trt_engine_cache_path"] = engines,
            ["trt_timing_cache_enable"] = "1",
            ["trt_timing_cache_path"] = engines,
        });
        options.AppendExecutionProvider_Tensorrt(tensorRt);
        AppendCuda(options);
    }

    public static void AppendCuda(SessionOptions options)
    {
        using var cuda = new OrtCUDAProviderOptions();
        cuda.UpdateOptions(Cuda);
        options.AppendExecutionProvider_CUDA(cuda);
    }

    public static void FixShapes(SessionOptions options, int batch) => options.AddFreeDimensionOverrideByName(BatchDimension, batch);
}
