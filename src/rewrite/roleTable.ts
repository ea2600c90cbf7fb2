import type { Text } from '../base/text.ts';

/** What words of a prompt tell. `words` is global and covers English and Chinese. */
export interface Clue {
  readonly id: string;
  readonly words: RegExp;
}

/** Something a prompt asks for. In `title`, `{field}` is where a domain's field goes; `within` has the better title for some domains. */
export interface Activity extends Clue {
  readonly title: Text;
  readonly within?: Readonly<Record<string, Text>>;
}

/** Something a prompt is about. `field` is its adjective where it goes with every title; `expert` the role where the activity is unknown. */
export interface Domain extends Clue {
  readonly field?: Text;
  readonly expert?: Text;
}

/** More specific ones first: the first of equal weight wins. */
export const activities: readonly Activity[] = [
  {
    id: 'review-code',
    words:
      /\bcode review\w*|\breview\w* (?:[\w'’-]+ ){0,4}(?:code|diff|patch|pull requests?|commit|function)\b|代码(?:审查|评审)|(?:审查|评审|检查)[^。\n]{0,12}(?:代码|补丁|提交)/gi,
    title: { en: 'a senior software engineer who reviews code', 'zh-cn': '一位负责代码评审的资深软件工程师' },
  },
  {
    id: 'write-sql',
    words:
      /\b(?:write|generate|create|construct|build|compose|convert|translate) (?:[\w'’-]+ ){0,5}(?:sql|quer(?:y|ies))\b|\btext[- ]to[- ]sql\b|(?:编写|生成|写出?)[^。\n]{0,8}(?:SQL|查询语句)/gi,
    title: { en: 'an experienced database engineer', 'zh-cn': '一位经验丰富的数据库工程师' },
  },
  {
    id: 'write-tests',
    words:
      /\b(?:write|generate|create|add) (?:[\w'’-]+ ){0,4}(?:unit )?tests?\b(?! question)|(?:编写|生成|写)[^。\n]{0,6}(?:单元测试|测试用例)/gi,
    title: { en: 'an experienced test engineer', 'zh-cn': '一位经验丰富的测试工程师' },
  },
  {
    id: 'write-code',
    words:
      /\b(?:write|implement|generate|create|complete|refactor|fix|debug|optimi[sz]e|port|convert|modify|edit) (?:[\w'’-]+ ){0,5}(?:code|functions?|scripts?|programs?|class(?:es)?|methods?|modules?|apps?|bugs?|components?|regex|python|javascript|typescript|html|css)\b|(?:编写|实现|生成|重构|修复|调试|优化)[^。\n]{0,10}(?:代码|函数|脚本|程序|类|接口|bug)/gi,
    title: { en: 'a senior software engineer', 'zh-cn': '一位资深软件工程师' },
  },
  {
    id: 'translate',
    words: /\btranslat(?:e|es|ing|ion|or)\b|\blocali[sz]e\b|翻译|译成|译为/gi,
    title: { en: 'an experienced {field}translator', 'zh-cn': '一位经验丰富的{field}译者' },
  },
  {
    id: 'solve-maths',
    words:
      /\bsolv(?:e|ing) (?:[\w'’-]+ ){0,4}(?:equations?|problems?|puzzles?|exercises?|sums?)\b|\bcalculat\w+|\bcomput(?:e|ing) (?:the|how)|\barithmetic\b|\bequations?\b|\bmath(?:s|ematics|ematical)?\b|\bword problems?\b|\bhow (?:many|much)\b[^?\n]{0,120}\?|解方程|求解|计算|算出|应用题|数学|多少/gi,
    title: { en: 'a patient mathematics teacher', 'zh-cn': '一位耐心的数学老师' },
    within: {
      financial: { en: 'a precise financial analyst', 'zh-cn': '一位严谨的财务分析师' },
    },
  },
  {
    id: 'moderate',
    words:
      /\b(?:toxic|hateful|hate speech|offensive|harmful content|moderat\w+)\b|内容审核|有害内容|违规内容|辱骂/gi,
    title: { en: 'a fair and experienced content moderator', 'zh-cn': '一位公正且经验丰富的内容审核员' },
  },
  {
    id: 'classify',
    words:
      /\bclassif\w+|\bcategori[sz]\w+|\btriag\w+|\blabel(?:s|led|ing)? (?:the|each|this|every|it)\b|\bsentiment\b|\b(?:determine|decide|detect|identify) (?:whether|if|which)\b|\b(?:assign|route) (?:[\w'’-]+ ){0,5}(?:categor\w+|team|queue|label)\b|分类|归类|归为|分派|情感|判断(?:以下|下列|下面|该|这)?[^。\n]{0,10}(?:是否|属于|类别)/gi,
    title: { en: 'an experienced {field}analyst', 'zh-cn': '一位经验丰富的{field}分析师' },
    within: {
      support: { en: 'an experienced support triage specialist', 'zh-cn': '一位经验丰富的客服工单分诊专员' },
      mail: { en: 'an experienced mail triage specialist', 'zh-cn': '一位经验丰富的邮件分拣专员' },
      reviews: { en: 'an experienced analyst of customer opinion', 'zh-cn': '一位经验丰富的用户评价分析师' },
      news: { en: 'an experienced news editor', 'zh-cn': '一位经验丰富的新闻编辑' },
    },
  },
  {
    id: 'proofread',
    words:
      /\bproofread\w*|\bgrammar\b|\b(?:rewrite|rephrase|paraphrase|polish|reword|shorten|simplify)\b|\bcorrect (?:[\w'’-]+ ){0,3}(?:spelling|grammar|errors|mistakes|text)\b|\bimprove (?:[\w'’-]+ ){0,3}(?:writing|text|style|clarity)\b|润色|校对|改写|错别字|病句/gi,
    title: { en: 'a careful {field}copy editor', 'zh-cn': '一位细致的{field}文字编辑' },
  },
  {
    id: 'summarise',
    words:
      /\bsummar(?:y|i[sz]e|ies|i[sz]ing|i[sz]ation)\b|\bcondense\b|\btl;?dr\b|\bkey (?:points|takeaways)\b|总结|摘要|概括|归纳|提炼/gi,
    title: { en: 'a concise {field}editor', 'zh-cn': '一位文字精炼的{field}编辑' },
    within: {
      scientific: { en: 'a concise science editor', 'zh-cn': '一位文字精炼的学术编辑' },
      meeting: { en: 'a precise minute-taker', 'zh-cn': '一位条理清晰的会议记录员' },
      support: { en: 'an experienced support team lead', 'zh-cn': '一位经验丰富的客服主管' },
    },
  },
  {
    id: 'extract',
    words:
      /\bextract\w*|\bpull out\b|\bnamed entit\w+|\b(?:find|list|identify) (?:all|every|each)\b|\bparse (?:the|this|each)\b|抽取|提取|识别出|找出所有/gi,
    title: { en: 'a meticulous {field}data analyst', 'zh-cn': '一位细致的{field}数据分析员' },
    within: {
      financial: { en: 'a meticulous bookkeeper', 'zh-cn': '一位细致的财务会计' },
      legal: { en: 'a meticulous paralegal', 'zh-cn': '一位细致的律师助理' },
      medical: { en: 'a meticulous clinical documentation specialist', 'zh-cn': '一位细致的病案管理员' },
      recruiting: { en: 'an experienced recruiter', 'zh-cn': '一位经验丰富的招聘专员' },
    },
  },
  {
    id: 'reply-to-customers',
    words:
      /\b(?:reply|respond|answer|write back|assist|help|support)(?:ing)? (?:to )?(?:[\w'’-]+ ){0,4}(?:customers?|clients?|shoppers?|guests?)\b|\bcustomer (?:service|support|care) (?:agent|representative|assistant|chat\w*)|(?:回复|答复|接待)[^。\n]{0,6}(?:客户|顾客|用户|买家)/gi,
    title: {
      en: 'a friendly and experienced customer support agent',
      'zh-cn': '一位亲切且经验丰富的客服专员',
    },
  },
  {
    id: 'grade',
    words:
      /\b(?:grad(?:e|ing)|scor(?:e|ing)|rat(?:e|ing)|evaluat\w+|assess\w*|judg(?:e|ing)|critique) (?:[\w'’-]+ ){0,4}(?:the|this|these|each|how|whether|essays?|answers?|responses?|quality)\b|打分|评分|评估|评价以下|批改/gi,
    title: { en: 'a fair and experienced {field}assessor', 'zh-cn': '一位公正且经验丰富的{field}评审' },
    within: {
      education: { en: 'a fair and experienced examiner', 'zh-cn': '一位公正且经验丰富的阅卷老师' },
      recruiting: { en: 'an experienced recruiter', 'zh-cn': '一位经验丰富的招聘专员' },
    },
  },
  {
    id: 'write-copy',
    words:
      /\bslogans?\b|\btaglines?\b|\bad(?:vert\w*)? cop(?:y|ies)\b|\bproduct descriptions?\b|\bmarketing\b|\bsocial media posts?\b|\btweets?\b|\blinkedin posts?\b|广告语|文案|宣传语|推文|营销/gi,
    title: { en: 'an experienced copywriter', 'zh-cn': '一位经验丰富的文案策划' },
  },
  {
    id: 'write-fiction',
    words:
      /\b(?:write|tell|create|generate|continue|compose) (?:[\w'’-]+ ){0,5}(?:stor(?:y|ies)|poems?|lyrics|songs?|novels?|screenplays?|dialogues?|jokes?|scenes?|chapters?)\b|(?:写|创作|续写|编)[^。\n]{0,8}(?:故事|诗|歌词|小说|剧本|笑话)/gi,
    title: {
      en: 'an imaginative writer with a sure sense of style',
      'zh-cn': '一位富有想象力、文笔老练的作家',
    },
  },
  {
    id: 'write-letters',
    words:
      /\b(?:write|draft|compose|generate) (?:[\w'’-]+ ){0,5}(?:e-?mails?|letters?|messages?|announcements?)\b|(?:写|起草|撰写)[^。\n]{0,8}(?:邮件|信|函|通知)/gi,
    title: { en: 'an experienced business writer', 'zh-cn': '一位经验丰富的商务文书撰稿人' },
  },
  {
    id: 'plan-travel',
    words:
      /\bitinerar\w+|\b(?:plan|recommend|suggest) (?:[\w'’-]+ ){0,5}(?:trips?|travel|holidays?|vacations?|destinations?)\b|行程|旅行计划|旅游攻略/gi,
    title: { en: 'an experienced travel planner', 'zh-cn': '一位经验丰富的旅行规划师' },
  },
  {
    id: 'cook',
    words: /\brecipes?\b|\bcook(?:ing)?\b|\bmeal plans?\b|菜谱|食谱|烹饪/gi,
    title: { en: 'an experienced chef', 'zh-cn': '一位经验丰富的厨师' },
  },
  {
    id: 'analyse-data',
    words:
      /\banaly[sz]e (?:[\w'’-]+ ){0,5}(?:data|datasets?|csv|tables?|metrics|spreadsheets?|results)\b|\bdata analysis\b|分析[^。\n]{0,8}(?:数据|报表|表格|指标)/gi,
    title: { en: 'an experienced {field}data analyst', 'zh-cn': '一位经验丰富的{field}数据分析师' },
  },
  {
    id: 'illustrate',
    words: /\b(?:stable diffusion|midjourney|dall-?e|image prompts?|illustrations?)\b|文生图|插画|绘画提示/gi,
    title: { en: 'an experienced art director', 'zh-cn': '一位经验丰富的美术指导' },
  },
  {
    id: 'teach',
    words:
      /\bexplain\b(?! your| why you| the reason)|\bteach(?:es|ing)?\b|\btutor\w*|\bquiz(?:zes)?\b|\bflash ?cards?\b|\blesson plans?\b|\bexam questions?\b|\bmultiple[- ]choice questions?\b|讲解|教学|出题|练习题|通俗地解释/gi,
    title: { en: 'a patient {field}teacher', 'zh-cn': '一位耐心的{field}老师' },
  },
  {
    id: 'brainstorm',
    words:
      /\bbrainstorm\w*|\b(?:generate|suggest|propose|come up with|give me) (?:[\w'’-]+ ){0,5}(?:ideas?|names?|titles?|topics?|suggestions)\b|头脑风暴|点子|创意|起名|取名/gi,
    title: { en: 'an inventive {field}consultant', 'zh-cn': '一位富有创意的{field}顾问' },
  },
  {
    id: 'answer-from-text',
    words:
      /\b(?:answer|respond to) (?:[\w'’-]+ ){0,5}questions?\b|\b(?:based on|using|from|given) (?:only )?(?:the )?(?:[\w'’-]+ ){0,3}(?:context|passages?|documents?|articles?|excerpts?|text)\b|(?:根据|基于|依据)[^。\n]{0,10}(?:资料|上下文|文档|文章|内容|材料)|回答[^。\n]{0,6}问题/gi,
    title: { en: 'a careful {field}research librarian', 'zh-cn': '一位严谨的{field}资料研究员' },
    within: {
      support: {
        en: 'a friendly and experienced customer support agent',
        'zh-cn': '一位亲切且经验丰富的客服专员',
      },
      medical: { en: 'a careful medical information specialist', 'zh-cn': '一位严谨的医学信息专员' },
      legal: { en: 'a careful legal researcher', 'zh-cn': '一位严谨的法律研究员' },
      software: { en: 'an experienced technical support engineer', 'zh-cn': '一位经验丰富的技术支持工程师' },
      financial: { en: 'a careful financial analyst', 'zh-cn': '一位严谨的财务分析师' },
    },
  },
  {
    id: 'write',
    words:
      /\b(?:write|draft|compose|create|generate) (?:[\w'’-]+ ){0,5}(?:articles?|blogs?|posts?|essays?|biograph(?:y|ies)|reports?|descriptions?|content|pages?|scripts?|speech(?:es)?|paragraphs?|introductions?)\b|(?:写|撰写|生成)[^。\n]{0,10}(?:文章|博客|报告|介绍|简介|演讲稿|段落|文档)/gi,
    title: { en: 'an experienced {field}writer', 'zh-cn': '一位经验丰富的{field}撰稿人' },
  },
  {
    id: 'advise',
    words: /\b(?:advise|advice|recommend(?:s|ing|ations?)?)\b|建议|推荐/gi,
    title: { en: 'an experienced {field}adviser', 'zh-cn': '一位经验丰富的{field}顾问' },
  },
];

export const domains: readonly Domain[] = [
  {
    id: 'support',
    words:
      /\b(?:customers?|tickets?|refunds?|orders?|complaints?|help ?desk|shipping)\b|客户|顾客|客服|工单|退款|订单|投诉/gi,
    expert: { en: 'an experienced customer support agent', 'zh-cn': '一位经验丰富的客服专员' },
  },
  {
    id: 'legal',
    words:
      /\b(?:contracts?|legal|laws?|clauses?|courts?|attorneys?|statutes?|plaintiff|compliance)\b|法律|合同|条款|法院|律师|法规/gi,
    field: { en: 'legal', 'zh-cn': '法律' },
    expert: { en: 'an experienced lawyer', 'zh-cn': '一位经验丰富的律师' },
  },
  {
    id: 'medical',
    words:
      /\b(?:patients?|medical|clinical|symptoms?|diagnos[ie]s|diseases?|medications?|health ?care|doctors?)\b|患者|病人|病历|医疗|医学|临床|症状|诊断/gi,
    field: { en: 'medical', 'zh-cn': '医学' },
    expert: { en: 'an experienced physician', 'zh-cn': '一位经验丰富的医生' },
  },
  {
    id: 'financial',
    words:
      /\b(?:invoices?|financial|finance|stocks?|banks?|banking|transactions?|earnings|tax(?:es)?|portfolio|expenses?|receipts?|loans?)\b|财务|金融|发票|股票|银行|交易|税务|报销/gi,
    field: { en: 'financial', 'zh-cn': '财务' },
    expert: { en: 'an experienced financial analyst', 'zh-cn': '一位经验丰富的财务分析师' },
  },
  {
    id: 'security',
    words:
      /\b(?:vulnerabilit\w+|malware|phishing|exploits?|cves?|threats?|cyber\s?security|attackers?)\b|漏洞|恶意软件|钓鱼|网络安全|攻击者/gi,
    field: { en: 'security', 'zh-cn': '安全' },
    expert: { en: 'an experienced security engineer', 'zh-cn': '一位经验丰富的安全工程师' },
  },
  {
    id: 'recruiting',
    words:
      /\b(?:resumes?|cvs?|candidates?|job (?:descriptions?|postings?|titles?)|interview(?:s|er|ee)?|hiring|recruit\w+)\b|简历|候选人|招聘|岗位|面试/gi,
    expert: { en: 'an experienced recruiter', 'zh-cn': '一位经验丰富的招聘专员' },
  },
  {
    id: 'scientific',
    words:
      /\b(?:papers?|research|arxiv|scientific|experiments?|hypothes[ie]s|citations?|scholar\w*)\b|论文|研究|学术|实验|文献/gi,
    field: { en: 'scientific', 'zh-cn': '学术' },
    expert: { en: 'an experienced researcher', 'zh-cn': '一位经验丰富的研究人员' },
  },
  {
    id: 'education',
    words:
      /\b(?:students?|lessons?|courses?|essays?|pupils?|classroom|homework|curriculum|exams?)\b|学生|课程|作文|作业|考试|课堂/gi,
    field: { en: 'school', 'zh-cn': '教学' },
    expert: { en: 'an experienced teacher', 'zh-cn': '一位经验丰富的老师' },
  },
  {
    id: 'news',
    words: /\b(?:news|headlines?|journalis\w+|newspapers?|press)\b|新闻|报道|头条|记者/gi,
    field: { en: 'news', 'zh-cn': '新闻' },
    expert: { en: 'an experienced journalist', 'zh-cn': '一位经验丰富的记者' },
  },
  {
    id: 'meeting',
    words: /\b(?:meetings?|minutes|transcripts?|attendees|action items)\b|会议|纪要|与会/gi,
  },
  {
    id: 'mail',
    words: /\b(?:e-?mails?|inbox|spam|mailbox)\b|邮件|收件箱|垃圾邮件/gi,
  },
  {
    id: 'reviews',
    words: /\b(?:reviews?|feedback|ratings?|testimonials?|tweets?|comments?)\b|评论|评价|反馈|点评/gi,
  },
  {
    id: 'software',
    words:
      /\b(?:code|codebase|software|apis?|bugs?|repositor(?:y|ies)|programming|developers?|functions?|python|javascript|typescript)\b|代码|软件|接口|程序|仓库|开发者/gi,
    field: { en: 'software', 'zh-cn': '软件' },
    expert: { en: 'a senior software engineer', 'zh-cn': '一位资深软件工程师' },
  },
  {
    id: 'product',
    words: /\b(?:products?|brands?|e-?commerce|retail|catalogue|shop(?:ping)?)\b|产品|品牌|电商|商品/gi,
  },
];
