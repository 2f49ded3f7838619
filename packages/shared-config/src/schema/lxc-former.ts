import * as shared from './shared.ts';
import * as v from './values.ts';

const read = 'Nothing acts upon it; scripts in the guest may read it from this file.';

/** Keys that scripts inside the guests read; nothing here acts upon them. */
export const vllm = () => ({
  vllm_model: v.line().optional().describe(`Model that vLLM serves. ${read}`),
  vllm_served_model_name: v.line().optional().describe(`Name of that model to clients. ${read}`),
  vllm_model_type: v.line().optional().describe(`Kind of the model. ${read}`),
  vllm_quantization: v.line().optional().describe(`Quantization of the model. ${read}`),
  vllm_tensor_parallel_size: v
    .whole(1)
    .optional()
    .describe(`GPUs over which vLLM spreads it. ${read}`),
  vllm_gpu_memory_utilization: v
    .number()
    .optional()
    .describe(`Share of GPU memory for vLLM, 0 to 1. ${read}`),
  vllm_max_model_len: v.whole(1).optional().describe(`Longest context in tokens. ${read}`),
  vllm_port: v.port().optional().describe(`Port of vLLM. ${read}`),
  vllm_trust_remote_code: v
    .yesNo()
    .optional()
    .describe(`Whether code of the model may run. ${read}`),
  vllm_args: v.lineList().optional().describe(`Further arguments of vLLM. ${read}`),
  vllm_parameters: v.data().optional().describe(`Settings of vLLM, an older form. ${read}`),
  vllm_engine_config: v.data().optional().describe(`Settings of vLLM, nested. ${read}`),
});

/** Spellings of earlier times, each with a warning or a meaning of its own. */
export const former = () => ({
  clone_from_template_ctid: v
    .guestId()
    .optional()
    .describe('Former name of clone_from_ctid; still taken, with a warning.'),
  static_ip: v
    .line()
    .optional()
    .describe('Former form of network_config.ip; not read, and warned about.'),
  vllm: shared
    .testList()
    .optional()
    .describe('A test suite that belongs into tests; not run, and warned about.'),
});
